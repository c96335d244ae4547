"""Sums and products with known values: from tables (A = B; Concrete Mathematics; DLMF; Gradshteyn
and Ryzhik) and from families whose values follow from a theorem. Left side, right side, conditions.
"""

from __future__ import annotations

import sympy as sp

Identity = tuple[str, str, str]

N = "n integer >= 0"
N1 = "n integer >= 1"
NM = "n, m integer >= 0"
X = "x in (-1, 1)"

FINITE: list[Identity] = [
    ("Product(sin(k),(k,2,4))", "sin(2)*sin(3)*sin(4)", ""),
    ("Sum(exp(k**2),(k,n,n+2))", "exp(n**2)*(1+exp(2*n+1)+exp(4*n+4))", N),
    ("Product(1+x*KroneckerDelta(k,2),(k,1,3))", "1+x", "x real"),
    ("Product(x*j,(j,1,0),(k,1,oo))", "1", "x real"),
    ("Sum(j*binomial(n,j)**2,(j,1,n))", "n*binomial(2*n-1,n-1)", N1),
    ("Sum(binomial(n,k),(k,0,n))", "2**n", N),
    ("Sum(binomial(n,k)**2,(k,0,n))", "binomial(2*n,n)", N),
    ("Sum(binomial(m,k)*binomial(n,r-k),(k,0,r))", "binomial(m+n,r)", "n, m, r integer >= 0"),
    ("Sum((-1)**k*binomial(2*n,k)**3,(k,0,2*n))", "(-1)**n*factorial(3*n)/factorial(n)**3", N),
    ("Sum((-1)**k*binomial(2*n,k)**2,(k,0,2*n))", "(-1)**n*binomial(2*n,n)", N),
    ("Sum(binomial(n,k)*x**k,(k,0,n))", "(1+x)**n", "n integer >= 0, x real"),
    ("Sum(binomial(n,k)*x**k*y**(n-k),(k,0,n))", "(x+y)**n", "n integer >= 0, x, y > 0"),
    ("Sum(binomial(2*k,k)*binomial(2*n-2*k,n-k),(k,0,n))", "4**n", N),
    ("Sum((-1)**k*binomial(n,k)/(k+1),(k,0,n))", "1/(n+1)", N),
    ("Sum(binomial(n,k)/(k+1),(k,0,n))", "(2**(n+1)-1)/(n+1)", N),
    ("Sum((-1)**k*binomial(n,k)/(x+k),(k,0,n))", "factorial(n)*gamma(x)/gamma(x+n+1)",
     "n integer >= 0, x > 0"),
    ("Sum(binomial(n,2*k),(k,0,floor(n/2)))", "2**(n-1)", N1),
    ("Sum(binomial(n,2*k+1),(k,0,floor((n-1)/2)))", "2**(n-1)", N1),
    ("Sum(binomial(n+k,k)/2**k,(k,0,n))", "2**n", N),
    ("Sum((-1)**k*binomial(n,k)*binomial(2*k,k)/4**k,(k,0,n))", "binomial(2*n,n)/4**n", N),
    ("Sum((-1)**k*binomial(n,k)*binomial(n+k,k),(k,0,n))", "(-1)**n", N),
    ("Sum(binomial(x,k)*binomial(y,n-k),(k,0,n))", "binomial(x+y,n)", "n integer >= 0, x, y real"),
    ("Sum(binomial(k,m),(k,m,n+m))", "binomial(n+m+1,m+1)", NM),
    ("Sum(binomial(m+k,k),(k,0,n))", "binomial(m+n+1,n)", NM),
    ("Sum((-1)**k*binomial(n,k),(k,0,m))", "(-1)**m*binomial(n-1,m)",
     "n integer >= 1, m integer >= 0"),
    ("Sum(binomial(2*n,k),(k,0,n))", "(4**n+binomial(2*n,n))/2", N),
    ("Sum((-1)**(k-1)*binomial(n,k)/k,(k,1,n))", "harmonic(n)", N1),
    ("Sum(k*(k-1)*binomial(n,k),(k,0,n))", "n*(n-1)*2**(n-2)", N),
    ("Sum(k*(n-k)*binomial(n,k)**2,(k,0,n))", "n**2*binomial(2*n-2,n-2)", "n integer >= 2"),
    ("Sum(k**2*binomial(n,k)**2,(k,0,n))", "n**2*binomial(2*n-2,n-1)", N1),
    ("Sum((-1)**k*k*binomial(n,k),(k,0,n))", "0", "n integer >= 2"),
    ("Sum(binomial(n,k)**3,(k,0,n))", "Sum(binomial(n,k)**2*binomial(2*k,n),(k,0,n))", N),
    ("Sum(1/binomial(n,k),(k,0,n))", "(n+1)/2**(n+1)*Sum(2**k/k,(k,1,n+1))", N),
    ("Sum(binomial(n,k)**2*binomial(n+k,k),(k,0,n))",
     "Sum((-1)**(n-k)*binomial(n,k)*binomial(n+k,k)**2,(k,0,n))", N),
    ("Sum(binomial(n-k,k)*(-1)**k*4**(-k),(k,0,floor(n/2)))", "(n+1)/2**n", N),
    ("Sum(catalan(k)*catalan(n-k),(k,0,n))", "catalan(n+1)", N),
    ("Sum(k*factorial(k),(k,1,n))", "factorial(n+1)-1", N),
    ("Sum(k/factorial(k+1),(k,0,n))", "1-1/factorial(n+1)", N),
    ("Sum(harmonic(k),(k,1,n))", "(n+1)*harmonic(n)-n", N1),
    ("Sum(k*harmonic(k),(k,1,n))", "n*(n+1)/2*harmonic(n)-n*(n-1)/4", N1),
    ("Sum(1/k,(k,1,n))", "harmonic(n)", N1),
    ("Sum(harmonic(k)/k,(k,1,n))", "(harmonic(n)**2+Sum(1/k**2,(k,1,n)))/2", N1),
    ("Sum(sin(k*x),(k,1,n))", "sin(n*x/2)*sin((n+1)*x/2)/sin(x/2)", "n integer >= 1, x in (0, 6)"),
    ("Sum(cos(k*x),(k,0,n))", "sin((n+1)*x/2)*cos(n*x/2)/sin(x/2)", "n integer >= 0, x in (0, 6)"),
    ("Sum(x**k,(k,0,n))", "(1-x**(n+1))/(1-x)", "n integer >= 0, x real"),
    ("Sum(k*x**k,(k,0,n))", "(n*x**(n+2)-(n+1)*x**(n+1)+x)/(x-1)**2", "n integer >= 0, x real"),
    ("Sum(x**k,(k,m,n+m))", "x**m*(x**(n+1)-1)/(x-1)", "n, m integer >= 0, x > 0"),
    ("Sum((-1)**k*k,(k,1,n))", "((-1)**n*(2*n+1)-1)/4", N1),
    ("Sum((-1)**k*k**2,(k,1,n))", "(-1)**n*n*(n+1)/2", N1),
    ("Sum(a+b*k,(k,0,n))", "(n+1)*(2*a+b*n)/2", "n integer >= 0, a, b real"),
    ("Sum(k,(k,m,n))", "(n-m+1)*(n+m)/2", "n, m integer >= 0, m <= n"),
    ("Sum(k,(k,1,2*n))", "n*(2*n+1)", N),
    ("Sum(2*k-1,(k,1,n))", "n**2", N),
    ("Sum(1/(4*k**2-1),(k,1,n))", "n/(2*n+1)", N),
    ("Sum(sin(k)/k,(k,1,n))", "sin(1)+Sum(sin(j)/j,(j,2,n))", N1),
    ("Sum(exp(k**2),(k,0,n))", "Sum(exp((n-k)**2),(k,0,n))", N),
    ("Sum(cos(k)/k,(k,1,n+1))", "Sum(cos(j)/j,(j,1,n))+cos(n+1)/(n+1)", N1),
    ("Sum(log(k+1)+k,(k,0,n))", "n*(n+1)/2+Sum(log(k),(k,1,n+1))", N),
    ("Sum(Sum(i,(i,1,k)),(k,1,n))", "n*(n+1)*(n+2)/6", N1),
    ("Sum(Sum(1/i,(i,1,k)),(k,1,n))", "(n+1)*Sum(1/i,(i,1,n))-n", N1),
    ("Sum(Sum(i*j,(i,1,j)),(j,1,n))", "n*(n+1)*(n+2)*(3*n+1)/24", N1),
    ("Sum(Sum(1,(i,1,j-1)),(j,1,n))", "n*(n-1)/2", N1),
    ("Sum(Sum(i+j,(i,1,n)),(j,1,n))", "n**2*(n+1)", N1),
    ("Product(1-1/k**2,(k,2,n))", "(n+1)/(2*n)", N1),
    ("Product(k,(k,1,n))", "factorial(n)", N),
    ("Product(2*k-1,(k,1,n))", "factorial(2*n)/(2**n*factorial(n))", N),
    ("Product(x+k,(k,0,n-1))", "gamma(x+n)/gamma(x)", "n integer >= 1, x > 0"),
    ("Product(2**k,(k,0,n))", "2**(n*(n+1)/2)", N),
    ("Product(x,(k,1,n))", "x**n", "n integer >= 1, x > 0"),
    ("Product((k+1)/k,(k,1,n))", "n+1", N1),
    ("Product(1+1/k,(k,1,2*n))", "2*n+1", N1),
]  # fmt: skip

INFINITE: list[Identity] = [
    ("Sum(x**k/factorial(k),(k,4,oo))", "exp(x)-1-x-x**2/2-x**3/6", "x real"),
    ("Sum((-1)**k*x**(2*k)/factorial(2*k),(k,2,oo))", "cos(x)-1+x**2/2", "x real"),
    ("Sum(1/(k-2*I)**3,(k,1,oo))", "zeta(3,1-2*I)", ""),
    ("Product(sin(k),(k,2,4))", "sin(2)*sin(3)*sin(4)", ""),
    ("Sum(exp(k**2),(k,n,n+2))", "exp(n**2)*(1+exp(2*n+1)+exp(4*n+4))", N),
    ("Product(1+x*KroneckerDelta(k,2),(k,1,3))", "1+x", "x real"),
    ("Product(x*j,(j,1,0),(k,1,oo))", "1", "x real"),
    ("Sum(x**k/factorial(k),(k,0,oo))", "exp(x)", "x real"),
    ("Sum(x**k,(k,0,oo))", "1/(1-x)", X),
    ("Sum(k*x**k,(k,1,oo))", "x/(1-x)**2", X),
    ("Sum(x**k/k,(k,1,oo))", "-log(1-x)", X),
    ("Sum((-1)**k*x**(2*k)/factorial(2*k),(k,0,oo))", "cos(x)", "x real"),
    ("Sum((-1)**k*x**(2*k+1)/factorial(2*k+1),(k,0,oo))", "sin(x)", "x real"),
    ("Sum(x**(2*k)/factorial(2*k),(k,0,oo))", "cosh(x)", "x real"),
    ("Sum(x**(2*k+1)/factorial(2*k+1),(k,0,oo))", "sinh(x)", "x real"),
    ("Sum((-1)**k*x**(2*k+1)/(2*k+1),(k,0,oo))", "atan(x)", X),
    ("Sum(x**(2*k+1)/(2*k+1),(k,0,oo))", "atanh(x)", X),
    ("Sum(binomial(2*k,k)*x**(2*k+1)/(4**k*(2*k+1)),(k,0,oo))", "asin(x)", X),
    ("Sum((-1)**k*2*x**(2*k+1)/(sqrt(pi)*(2*k+1)*factorial(k)),(k,0,oo))", "erf(x)", "x real"),
    ("Sum(binomial(2*k,k)*(x/4)**k,(k,0,oo))", "1/sqrt(1-x)", X),
    ("Sum(binomial(a,k)*x**k,(k,0,oo))", "(1+x)**a", "a real, x in (-1, 1)"),
    ("Sum(binomial(n+k,k)*x**k,(k,0,oo))", "(1-x)**(-n-1)", "n integer >= 0, x in (-1, 1)"),
    ("Sum(exp(-k*x),(k,0,oo))", "1/(1-exp(-x))", "x > 0"),
    ("Sum(x**(2*k)/factorial(k),(k,0,oo))", "exp(x**2)", "x real"),
    ("Sum(x**k/factorial(2*k),(k,0,oo))", "cosh(sqrt(x))", "x > 0"),
    ("Sum(x**k/factorial(k+1),(k,0,oo))", "(exp(x)-1)/x", "x > 0"),
    ("Sum(x**k/(k+1),(k,0,oo))", "-log(1-x)/x", "x in (0, 1)"),
    ("Sum(x**k*exp(-x)/factorial(k),(k,0,oo))", "1", "x > 0"),
    ("Sum(k*x**k*exp(-x)/factorial(k),(k,0,oo))", "x", "x > 0"),
    ("Sum(p*(1-p)**(k-1),(k,1,oo))", "1", "p in (0, 1)"),
    ("Sum(k*p*(1-p)**(k-1),(k,1,oo))", "1/p", "p in (0, 1)"),
    ("Sum(1/factorial(k),(k,0,oo))", "exp(1)", ""),
    ("Sum((-1)**k/factorial(k),(k,0,oo))", "exp(-1)", ""),
    ("Sum(2**k/factorial(k),(k,0,oo))", "exp(2)", ""),
    ("Sum(1/(k*2**k),(k,1,oo))", "log(2)", ""),
    ("Sum((-1)**(k+1)/k,(k,1,oo))", "log(2)", ""),
    ("Sum((-1)**k/(2*k+1),(k,0,oo))", "pi/4", ""),
    ("Sum((-1)**k/k**2,(k,1,oo))", "-pi**2/12", ""),
    ("Sum(1/(2*k+1)**2,(k,0,oo))", "pi**2/8", ""),
    ("Sum(1/(k**2+1),(k,0,oo))", "(1+pi*coth(pi))/2", ""),
    ("Sum(1/(k**2+a**2),(k,1,oo))", "(pi*a*coth(pi*a)-1)/(2*a**2)", "a > 0"),
    ("Sum((-1)**k/(k**2+1),(k,0,oo))", "(1+pi/sinh(pi))/2", ""),
    ("Sum(1/(4*k**2-1),(k,1,oo))", "1/2", ""),
    ("Sum(1/(k*(k+1)*(k+2)),(k,1,oo))", "1/4", ""),
    ("Sum(k/factorial(k+1),(k,1,oo))", "1", ""),
    ("Sum(1/binomial(2*k,k),(k,0,oo))", "4/3+2*sqrt(3)*pi/27", ""),
    ("Sum(1/k**s,(k,1,oo))", "zeta(s)", "s > 1"),
    ("Sum(binomial(n,k),(k,0,oo))", "2**n", N),
    ("Sum(binomial(n+k-1,k)*p**n*(1-p)**k,(k,0,oo))", "1", "n integer >= 1, p in (0, 1)"),
    ("Sum(x**k,(k,n,oo))", "x**n/(1-x)", "n integer >= 0, x in (0, 1)"),
    ("Product(4*k**2/(4*k**2-1),(k,1,oo))", "pi/2", ""),
    ("Product(1-x**2/k**2,(k,1,oo))", "sin(pi*x)/(pi*x)", "x in (0, 1)"),
    ("Product(1+1/k**2,(k,1,oo))", "sinh(pi)/pi", ""),
    ("Product(1-1/(2*k+1)**2,(k,1,oo))", "pi/4", ""),
]  # fmt: skip


def families() -> list[Identity]:
    """Values that follow from Faulhaber's, Vandermonde's, Euler's and Touchard's theorems."""
    n, x, found = sp.symbols("n x")[0], sp.Symbol("x"), []
    for p in (0, 1, 2, 5, 8):
        faulhaber = sum(
            sp.binomial(p + 1, j) * sp.bernoulli(j) * n ** (p + 1 - j) for j in range(p + 1)
        ) / (p + 1)  # with B_1 = +1/2
        found.append((f"Sum(k**{p},(k,1,n))", str(sp.expand(faulhaber)), N1))
        stirling = [sp.functions.combinatorial.numbers.stirling(p, j) for j in range(p + 1)]
        if p < 7:
            touchard = sum(s * x**j for j, s in enumerate(stirling))
            found.append(
                (f"Sum(k**{p}*x**k/factorial(k),(k,0,oo))", f"({touchard})*exp(x)", "x > 0")
            )
            geometric = sum(s * sp.factorial(j) for j, s in enumerate(stirling))
            power = f"k**{p}" if p != 1 else "k"
            found.append((f"Sum({power}/2**k,(k,0,oo))", str(2 * geometric), ""))
            falling = sp.prod([n - i for i in range(p)])
            found.append((f"Sum(ff(k,{p})*binomial(n,k),(k,0,n))".replace("ff(k,0)", "1"),
                          f"({falling})*2**(n-{p})", f"n integer >= {p}"))  # fmt: skip
    for p in (0, 1, 5):
        found += [
            (f"Sum(binomial(n,k)*binomial(m,k+{p}),(k,0,n))", f"binomial(n+m,n+{p})", NM),
            (f"Sum(binomial(k,{p}),(k,0,n))", f"binomial(n+1,{p + 1})", N),
            (f"Sum(1/((k+{p})*(k+{p}+1)),(k,1,oo))", f"1/({p}+1)", ""),
            (f"Sum(1/((k+{p})*(k+{p}+1)),(k,1,n))", f"n/(({p}+1)*(n+{p}+1))", N1),
            (f"Product(1-1/(k+{p})**2,(k,2,oo))", f"({p}+1)/({p}+2)", ""),
            (f"Sum(binomial(k+{p},{p})*x**k,(k,0,oo))", f"1/(1-x)**{p + 1}", X),
            (f"Sum(binomial(n,k)*{p + 2}**k,(k,0,n))", f"{p + 3}**n", N),
            (f"Sum({p + 2}**k,(k,0,n))", f"({p + 2}**(n+1)-1)/{p + 1}", N),
            (f"Sum(x**k/factorial(k)*{p + 1}**k,(k,0,oo))", f"exp({p + 1}*x)", "x real"),
            (f"Sum(1/({p + 2}**k*k),(k,1,oo))", f"log({p + 2})-log({p + 1})", ""),
            (f"Sum(rf(k,{p + 1}),(k,1,n))", f"rf(n,{p + 2})/{p + 2}", N1),
            (f"Sum(binomial(k+{p},k)/2**k,(k,0,oo))", f"2**({p}+1)", ""),
        ]
    for p in (1, 2, 5):
        value = (-1) ** (p + 1) * sp.bernoulli(2 * p) * (2 * sp.pi) ** (2 * p) / 2
        found.append((f"Sum(1/k**{2 * p},(k,1,oo))", str(value / sp.factorial(2 * p)), ""))
        found.append((f"Sum(1/(k*(k+{p})),(k,1,oo))", f"{sp.harmonic(p)}/{p}", ""))
    return found


def mutants(right: str, where: str) -> list[str]:
    """What the left side is not: by a factor, a summand, a sign or a shifted index."""
    found = [f"({right})+1", f"-({right})-1/3"]
    if right != "0":
        found += [f"({right})*3/2", f"-({right})"]
    if where.startswith("n") and "n" in right and right != "harmonic(n)":
        image = sp.Symbol("n") + 1
        if "Sum" not in right and right not in ("1",):
            moved = sp.sympify(right, locals={"x": sp.Symbol("x")}).xreplace(
                {sp.Symbol("n"): image}
            )
            found.append(str(moved))
    return found
