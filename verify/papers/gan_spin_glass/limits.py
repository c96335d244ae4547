"""What the review of this paper cites without proof, and what it leaves out."""

from __future__ import annotations

from glassproof.verify.claims.limits import Cited, Limits

LIMITS = Limits(
    cited=(
        Cited(
            "the logarithmic Sobolev inequality of Gaussian measures",
            "lemma4.concentration and section5.coulomb-gas",
            "@article{Gross1975, author={L. Gross}, title={Logarithmic Sobolev inequalities}, "
            "journal={Amer. J. Math.}, volume={97}, year={1975}, pages={1061--1083}}",
        ),
        Cited(
            "concentration of linear statistics of the spectrum",
            "lemma4.concentration",
            "@article{GuionnetZeitouni2000, author={A. Guionnet and O. Zeitouni}, "
            "title={Concentration of the spectral measure for large matrices}, "
            "journal={Electron. Comm. Probab.}, volume={5}, year={2000}, pages={119--136}}",
        ),
        Cited(
            "the inequality of Hoffman and Wielandt",
            "lemma4.concentration",
            "@article{HoffmanWielandt1953, author={A. J. Hoffman and H. W. Wielandt}, "
            "title={The variation of the spectrum of a normal matrix}, journal={Duke Math. J.}, "
            "volume={20}, year={1953}, pages={37--39}}",
        ),
        Cited(
            "self-averaging of the resolvent of Gaussian block matrices",
            "section4.quartic, section4.density and section5.coulomb-gas",
        ),
        Cited(
            "the large deviation principle of the extreme eigenvalue of the Gaussian orthogonal "
            "ensemble",
            "section5.rate-function, section5.index-weight-D and section5.index-weight-G",
            "@article{BenArousDemboGuionnet2001, author={G. Ben Arous and A. Dembo and "
            "A. Guionnet}, title={Aging of spherical spin glasses}, "
            "journal={Probab. Theory Related Fields}, volume={120}, year={2001}, pages={1--67}}",
        ),
    ),
    unexamined=(
        "the introduction, and the modelling assumptions by which networks become spin glasses",
        "the experiments of Figures 8 and 9 on CIFAR10: networks were trained on digits of 8 x 8",
        "the supersymmetric calculation line by line: its result was derived by other ways",
        "the remarks on meta-stability and on the transition of the support (Remarks 2 to 4)",
    ),
)
