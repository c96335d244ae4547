"""The documents: their bibliographic data, where they were read, the symbols of their formulas."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.networks import (
    activation_patterns,
    flatness,
    radial_cuts,
    random_fields,
    sign_cuts,
)
from glassproof.derivations.networks.symmetries import c
from glassproof.derivations.p_spin import walks
from glassproof.derivations.p_spin.model import p
from glassproof.verify.claims.limits import Cited, Limits
from glassproof.verify.claims.source import ReadFrom, Reference, Source

REFERENCE = Reference(
    name="loss_landscapes",
    title="Exploring Loss Landscapes through the Lens of Spin Glass Theory; Visualizing, "
    "Rethinking, and Mining the Loss Landscape of Deep Neural Networks; Exploring and Exploiting "
    "the Asymmetric Valley of Deep Neural Networks",
    authors="H. Liao and others; X.-C. Li, L. Li, D.-C. Zhan; X.-C. Li and others",
    citation="arXiv:2407.20724; arXiv:2405.12493; arXiv:2405.12489 (2024)",
    sections={
        "landscape": "Loss landscapes: symmetries, walks, flatness, shapes",
        "valley": "Asymmetric valleys",
        "fusion": "Fusion of models",
    },
    at_hand="the abstracts, and third parties' summaries of the texts; the texts themselves were "
    "not",
)
GLASS = "arXiv:2407.20724"
MINING = "arXiv:2405.12493"
VALLEY = "arXiv:2405.12489"
SUMMARIES = {
    GLASS: "sciencestack.ai/paper/2407.20724, a summary",
    MINING: "arXiv:2405.12493, abstract",
    VALLEY: "github.com/deep-diver/neurips2024, CW0OVWEKKu, a summary",
}

_MATRICES = (*flatness.W, *flatness.G, *flatness.H.free_symbols)
SYMBOLS: dict[str, sp.Expr] = {
    str(symbol): symbol
    for symbol in (
        c, p, *flatness.FLATNESS.ranges, *_MATRICES, *random_fields.FIELDS.ranges,
        *radial_cuts.RADIAL.ranges, *activation_patterns.PATTERNS.ranges,
        *sign_cuts.SIGN_CUTS.ranges, *walks.WALKS.ranges,
    )
}  # fmt: skip
"""What a formula about these documents may mention."""

CONVENTIONS = (
    (
        "A hidden unit's incoming weights $w$ (with its bias) are multiplied by $c > 0$, its "
        "outgoing ones a divided by it",
        r"\theta' = T \theta, \qquad a \max(0, w \cdot h) = \tfrac{a}{c} \max(0, c w \cdot h)",
    ),
    (
        "Parts of gradient and Hessian that belong to incoming, and to outgoing weights",
        r"t_{in} = \sum_{w} \partial_w^2 L, \quad t_{out} = \sum_{a} \partial_a^2 L, \quad "
        r"g_{in} = \sum_w (\partial_w L)^2, \quad g_{out} = \sum_a (\partial_a L)^2",
    ),
    (
        "The cut through a solution along a direction; of sign agreement $r$; $m_k$ are moments "
        "of $abs(eps)$",
        r"L(\lambda) = L(\theta_f + \lambda d), \qquad d_i = \pm |\epsilon_i| \, "
        r"\mathrm{sign}(\theta_i), \qquad m_k = \mathbb{E} |\epsilon_i|^k",
    ),
    (
        "Of one rectified unit's weights, $d$ of them",
        r"s = \frac{|w|_1}{|w|^2}, \qquad t = \frac{\sqrt{d |w|^2 - |w|_1^2}}{|w|^2}",
    ),
    (
        "The glass of $H$ spins on the sphere of radius $sqrt(Lambda)$; on the unit sphere "
        "energies have variance one, $p$ spins, and $r$ is the overlap",
        r"\mathbb{E} L(w) L(w') = \Lambda R^H, \qquad R = \frac{w \cdot w'}{\Lambda}",
    ),
)

ACCESSED = "2026-11-25"


def _source(
    place: str, read: str, kind: ReadFrom, document: str, as_read: str, also: str
) -> Source:
    return Source(REFERENCE, place, read, kind, document, "", place, as_read, ACCESSED, also)


def summarised(document: str, place: str, as_read: str = "", *, also: str = "") -> Source:
    """A statement of a summary, as weak as one that is cited."""
    return _source(place, "as summarised", ReadFrom.CITED, SUMMARIES[document], as_read, also)


def abstract(document: str, place: str, as_read: str = "", *, also: str = "") -> Source:
    """A sentence of an abstract, of which a precise proposition is judged."""
    words = "a sentence, made precise by the reviewer"
    return _source(place, words, ReadFrom.PROSE, f"{document}, abstract", as_read, also)


def reading(document: str, place: str, as_read: str = "", *, also: str = "") -> Source:
    """Another reading than the charitable one: counted apart, and no error of the paper."""
    words = "a sentence, read otherwise than in the claim"
    return _source(place, words, ReadFrom.READING, f"{document}, abstract", as_read, also)


LIMITS = Limits(
    cited=(
        Cited(
            "that gates and inputs of a wide network at initialisation may be taken as independent",
            "landscape.spin-map, whose assumptions it makes",
            "@inproceedings{Choromanska2015, author={A. Choromanska and M. Henaff and M. Mathieu "
            "and G. Ben Arous and Y. LeCun}, title={The loss surfaces of multilayer networks}, "
            "booktitle={AISTATS}, year={2015}}",
        ),
        Cited(
            "measures of flatness can be made large by a change of scale",
            "landscape.scaling: the statement is older, and proven here",
            "@inproceedings{Dinh2017, author={L. Dinh and R. Pascanu and S. Bengio and Y. "
            "Bengio}, "
            "title={Sharp minima can generalize for deep nets}, booktitle={ICML}, year={2017}}",
        ),
        Cited(
            "almost every large random matrix has different eigenvalues",
            "landscape.spin-map.minima",
        ),
    ),
    unexamined=(
        "the texts of the three documents beyond abstracts and summaries",
        "VGG16, ResNet20 and ResNet18 on CIFAR10, SVHN and Flowers, ResNeXt101 on ImageNet: "
        "networks of this review are small, and see digits or a teacher's answers",
        "that trained solutions of large networks satisfy the assumptions of landscape.spin-map",
    ),
)
