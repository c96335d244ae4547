"""The limits of a formula of which only the verdict is looked at."""

from __future__ import annotations

from dataclasses import replace

from glassproof.verify.judging.limits import BARE, BRISK

VERDICT = replace(BRISK, extras=BARE.extras, refuted=BRISK.extras)
"""As long as somebody waits for a proof, also for one that contradicts points; neither ratio nor
hint is looked for."""
