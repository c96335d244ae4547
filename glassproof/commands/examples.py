"""A call of each command, to be typed as it stands or with another file."""

from __future__ import annotations

EXAMPLES = {
    "verify": "verify --paper spherical_p_spin",
    "list": "list --paper spherical_p_spin",
    "show": "show lemma2.b1",
    "check": "check 'log(x^2)' --equals '2*log(x)' --where 'x > 0'",
    "accept": "accept claims.toml",
    "diff": "diff old.json new.json",
    "recheck": "recheck ledger.json",
    "scan": "scan paper.tex",
    "report": "report --out build",
    "figure": "figure fig1 --out fig1.png",
    "spectrum": "spectrum --kappa 0.9 --b 1 --b1 0.5",
    "theta": "theta --p 3 --q 3 --kappa 0.9 --sigma-z 1",
    "count": "count --n-D 2 --n-G 2 --p 3 --q 3 --sigma-z 1",
    "doctor": "doctor",
}
