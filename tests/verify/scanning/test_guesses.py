"""What is called wrong where nobody says what names are, and what is left open."""

from __future__ import annotations

from pathlib import Path

import pytest

from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.judging.judged import judge_equation
from tests.verify.scanning.test_reading import only, read

_CIRCLE = r"(x_1-y_1)^2 + (x_2-y_2)^2 = 2 - 2(x_1y_1 + x_2y_2)"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # nothing else is said of the names: the equation speaks for itself
        (r"Recall that \[ (1+u)^2 = 1 + u^2. \]", Status.REFUTED),
        (rf"We note that \[ {_CIRCLE}. \]", Status.REFUTED),
        # the text speaks of the names, and a condition may be missed
        (rf"The points $x$ and $y$ lie on the circle. Then \[ {_CIRCLE}. \]", Status.UNDECIDED),
        (r"Here $u$ is small. \[ (1+u)^2 = 1 + u^2. \]", Status.UNBOUND),
        # a slip: one small edit makes it hold whatever the names are
        (r"Here $u$ and $v$ are small. \[ (u+v)^2 = u^2 - 2uv + v^2. \]", Status.REFUTED),
        (r"Here $u$ and $v$ are small. \[ (u+v)^2 = u^2 + v^2. \]", Status.REFUTED),
        # what determines a name of which the text speaks looks like a slip, too
        (r"Here $a$ and $u$ are small. \[ 3 - a u = 3 + a u. \]", Status.UNDECIDED),
        (r"The constant $c$ is free. Then \[ c \cos(-u) = 2 c \cos u. \]", Status.UNDECIDED),
        # equations that are to be solved
        (r"Hence \[ u - 2 = -2u. \]", Status.UNBOUND),
        # letters with a number that are no Bernoulli numbers here
        (r"We have \[ B_1 + B_2 = 3. \]", Status.UNBOUND),
        (r"The roots are found from \[ (1+u)^2 = 1 + u^2. \]", Status.UNBOUND),
        (r"The maximum is where \[ 3 - u = 3 e^{-u}. \]", Status.UNBOUND),
    ],
)
def test_a_false_equation_in_names_that_nobody_declares(
    tmp_path: Path, body: str, expected: Status
) -> None:
    found = only(read(tmp_path, body))
    assert judge_equation(found).status is expected


def test_what_is_left_open_is_told_with_its_counterexample(tmp_path: Path) -> None:
    body = rf"The points $x$ and $y$ lie on the circle. Then \[ {_CIRCLE}. \]"
    found = judge_equation(only(read(tmp_path, body)))
    assert "as read it fails at" in found.reason
    assert "the text speaks of x_1" in found.reason
    assert found.counterexample is not None


def test_a_theorem_speaks_for_itself(tmp_path: Path) -> None:
    theorem = r"\begin{theorem} We have \[ (1+u)^2 = 1 + u^2. \] \end{theorem}"
    found = only(read(tmp_path, rf"\section{{One}} Here $u$ is small. {theorem}"))
    assert judge_equation(found).status is Status.REFUTED


def test_what_is_said_in_passing_is_no_law(tmp_path: Path) -> None:
    body = r"Let $k$ be a complex number. Since $|k|=1$, the map is elliptic."
    found = read(tmp_path, body).equations
    assert [each.status for each in found] == [Status.NO_NUMBERS]


@pytest.mark.parametrize(
    "body",
    [
        r"Let $u \in [0, 3]$. \[ u > 0. \]",
        r"Let $u$ be real. \[ u \le 2. \]",
        r"For all $u$ in $[0, 3]$, \[ f(u) = u, \quad u > 0. \]",
        r"Let $f(x) = x$, which has $f'(x) = 1$. Then \[ 0 = f'(p) = 1 - p \implies p = 1. \]",
        r"Let $f(x) = x^2$ and $f'(x) = 2x$. Now let $f(x) = x$. For real $x$, \[ f'(x) = 1. \]",
        # some values, and not all; what is called an equation; what is supposed
        r"Let us try $y = x^u$ for some real number $u$. Then we need \[ 4u(u-1) + 1 = 0. \]",
        r"There is a real number $u > 0$ with \[ u^2 = u + 1. \]",
        r"Let $u$ be real. \[ u^2 - 3u + 1 = 0. \] This equation is called the indicial equation.",
        r"Let $z$, $w$ be complex. If both are small, then $e^z = e^w$ implies $z = w$.",
        r"For real $a$, $b$, the equality \[ (a+b)^2 = a^2 + b^2 \] holds only if $ab = 0$.",
        r"For real $a$, $b$ the identity $(a+b)^2 = a^2 + b^2$ does not hold.",
        # a name that has another meaning now; a value with its error
        r"Let $y = x^u$ with real $u$ and $x > 0$. Thus $u = 1/2$ and so \[ y = x^{1/2}. \]",
        r"For $1 \le x \le 3$ we have \[ e^x = 20 \pm 18.5. \]",
        # where it holds is said in the sentence, and something else was said before
        r"Let $0 < x < \pi$. For $x$ in $[0, \nicefrac{\pi}{2}]$, \[ |\cos x| = \cos x. \]",
        r"Let $n < 23$ be an integer. As long as $n \geq 23$, \[ n^5 \le 2^n. \]",
        # what runs with a bound letter is no constant
        r"We have \[ \sum_{i=1}^n \sum_{k=1}^n x_{i,k} = n^2 x_{i,k}. \]",
        r"Since $a$ is odd, we compute \[ 3a + 1 = 3 \cdot 25 + 1. \]",
        r"Let $0 < x < \pi$. Unless $x < 1/2$ we see that \[ x^2 \ge x^3. \]",
        r"Let $n > 7$ be an integer. By induction on $n \ge 1$, \[ 2^n > n^9. \]",
        # true for probabilities, though the letter says whole numbers
        r"We have \[ p^2 \le p. \]",
        r"Moreover, \[ p q (1-p)(1-q) \le p + q. \]",
    ],
)
def test_nothing_of_this_is_wrong(tmp_path: Path, body: str) -> None:
    found = read(tmp_path, body).equations
    assert Status.REFUTED not in [judge_equation(each).status for each in found]


@pytest.mark.parametrize("words", ["if either $|w|=1$ or", "What if $|w| = 1$ and", "where $w=2$,"])
def test_a_condition_goes_on_behind_a_conjunction(tmp_path: Path, words: str) -> None:
    found = read(tmp_path, rf"We look for complex $w$ and $z$, {words} $|z|=1$.").equations
    assert not [each for each in found if each.status is None]


def test_a_name_of_which_the_sentence_speaks_has_no_older_meaning(tmp_path: Path) -> None:
    body = r"""Writing $w = a+bi$ gives $w\bar{w} = a^2+b^2$ for real $a$, $b$.

    We show \[ |w|^2 < 1 \] for all complex $w$ with $|w|<1$."""
    found = only(read(tmp_path, body))
    assert found.definitions == ()
    assert {fact.text for fact in found.context} == {"w complex", "abs(w) < 1"}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (r"A = U \Lambda U^T", "transposed matrices"),
        (r"\arg(w^6) = 6\arg(w)", "multiples of 2 pi"),
        (r"|B_1| - |B_2| = 7", "numbers of elements"),
        (r"(AC)(BD) = (AB)(CD) + (AD)(BC)", "lengths of segments"),
        (r"E(E(Y|X)) = E(Y)", "conditional expectations"),
        (r"\textrm{Cov}(X,Y) = \textrm{Cov}(Y,X)", "whose laws are not given"),
    ],
)
def test_what_is_no_statement_about_numbers(tmp_path: Path, body: str, why: str) -> None:
    found = only(read(tmp_path, rf"\[ {body}. \]"))
    assert found.status is Status.NO_NUMBERS
    assert why in found.reason


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # solved for its name, of which a bound is known
        (r"Let $u > 0$. So we have $u - 3 = -2u$, or equivalently $u = 1$.", Status.NO_NUMBERS),
        (r"Let $u > 1$. Then \[ 4u - 18 = u \] so that $u = 6$.", Status.NO_NUMBERS),
        (r"Let $u > 0$. It follows that $u^2 = u + 1$.", Status.NO_NUMBERS),
        # meant for all values
        (r"For all $u > 0$ we have $(u+1)^2 = u^2 + 1$.", Status.REFUTED),
        (r"Let $u > 0$. Then \[ (u+1)^2 = u^2 + 1. \] This is what we need.", Status.REFUTED),
    ],
)
def test_an_equation_to_be_solved_is_no_law(tmp_path: Path, body: str, expected: Status) -> None:
    found = [each for each in read(tmp_path, body).equations if each.links]
    assert [judge_equation(each).status for each in found[:1]] == [expected]


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("perpendicular vectors", r"|w-v|^2 = |w|^2+|v|^2"),
        ("anticommuting elements", r"(w+v)^2 = w^2+v^2"),
        ("elements of a ring", r"(w+v)^2 = w^2+v^2"),
        ("two disjoint events", r"(w-v)^2 = w^2+v^2"),
    ],
)
def test_where_names_may_be_no_numbers_nothing_is_refuted(
    tmp_path: Path, words: str, body: str
) -> None:
    found = judge_equation(only(read(tmp_path, rf"For {words} $v$, $w$ we have \[ {body}. \]")))
    assert found.status is Status.UNDECIDED
    assert "though the sentence says" in found.reason
    plain = judge_equation(only(read(tmp_path, rf"For real $v$, $w$ we have \[ {body}. \]")))
    assert plain.status is Status.REFUTED


def test_terms_of_a_sequence_are_judged_at_whole_numbers(tmp_path: Path) -> None:
    """No wider domain is told where they have no values."""
    body = r"The Fibonacci numbers obey \[ F_{n+1}F_{n-1}-F_n^2 = (-1)^n. \]"
    found = judge_equation(only(read(tmp_path, body)))
    assert (found.status, found.domain) == (Status.VERIFIED, "n an integer >= 1")


def test_an_inequality_that_holds_the_other_way_round_is_told(tmp_path: Path) -> None:
    found = only(read(tmp_path, r"For real $a, b \ge 0$, \[ \frac{a+b}{2} \le \sqrt{ab}. \]"))
    assert judge_equation(found).hint == "it holds the other way round"
    found = only(read(tmp_path, r"For real $a$, $b$, \[ a + b \le ab. \]"))
    assert judge_equation(found).hint == ""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # an example whose parts are about different ranges of one name
        (
            r"\begin{example} For $0 < x < \pi$ the sine is positive, for "
            r"$\pi < x < 2\pi$ negative. There \[ \sqrt{1 - \cos^2 x} = -\sin x. \] \end{example}",
            Status.UNDECIDED,
        ),
        (
            r"\begin{example} Let $x > 1$. The other case is $x < -1$, in which "
            r"\[ \sqrt{x^2} = -x. \] \end{example}",
            Status.UNDECIDED,
        ),
        # its own sentence decides
        (
            r"\begin{example} For $x > 1$ all is plain. For $x < -1$ we have "
            r"\[ \sqrt{x^2} = x. \] \end{example}",
            Status.REFUTED,
        ),
        # the value at one place is not that at another
        (r"Clearly $n(c; 0) = 1$ and $n(d; 3) = 1$, \[ n(d; 0) = 0. \]", Status.UNDECIDED),
        # a multiple of an integer is none
        (r"When $t$ is an integer multiple of $\pi$ we have \[ \sin t = 0. \]", Status.UNDECIDED),
        (r"When $t$ is an even integer we have \[ (-1)^t = -1. \]", Status.REFUTED),
    ],
)
def test_what_is_said_of_another_case_refutes_nothing(
    tmp_path: Path, body: str, expected: Status
) -> None:
    preamble = r"\newtheorem{example}{Example} "
    found = judge_equation(only(read(tmp_path, preamble + body)))
    refuted = found.status is Status.REFUTED
    assert refuted == (expected is Status.REFUTED)
