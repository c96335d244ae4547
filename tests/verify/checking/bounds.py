"""Inequalities whose truth is known, and mutants of them that are false somewhere.

The true ones are from textbooks (Hardy, Littlewood and Polya, Inequalities; Mitrinovic, Analytic
Inequalities; Abramowitz and Stegun); each false one has a constant, an exponent, a sign or a range
changed so far that it fails at a point that is known.
"""

from __future__ import annotations

TRUE = """
log(1+x) <= x ; x > -1
log(1+x) >= x/(1+x) ; x > -1
log(1+x) >= 2*x/(2+x) ; x >= 0
log(1+x) <= x/sqrt(1+x) ; x >= 0
log(1+x) >= x - x**2/2 ; x >= 0
log(1+x) <= x - x**2/2 + x**3/3 ; x >= 0
log(x) <= x - 1 ; x > 0
log(x) <= 2*(sqrt(x) - 1) ; x > 0
log(x) < sqrt(x) ; x > 0
log(x) <= x/E ; x > 0
x*log(x) >= x - 1 ; x > 0
x*log(x) >= -1/E ; x > 0
exp(x) >= 1 + x ; x real
exp(x) >= 1 + x + x**2/2 ; x >= 0
exp(x) >= E*x ; x real
exp(-x) <= 1 - x + x**2/2 ; x >= 0
exp(x) <= 1/(1-x) ; x < 1
exp(x) <= 1 + x + x**2 ; x in [0, 1]
exp(x) + exp(-x) <= 2*exp(x**2/2) ; x real
(exp(x) - 1)/x >= exp(x/2) ; x > 0
x/(exp(x) - 1) <= 1 - x/2 + x**2/12 ; x > 0
sin(x) <= x ; x >= 0
sin(x) >= x - x**3/6 ; x >= 0
sin(x) <= x - x**3/6 + x**5/120 ; x >= 0
sin(x) >= 2*x/pi ; 0 <= x <= pi/2
cos(x) >= 1 - x**2/2 ; x real
cos(x) <= 1 - x**2/2 + x**4/24 ; x real
cos(x) >= 1 - 2*x/pi ; 0 <= x <= pi/2
tan(x) >= x ; x in [0, 1]
tan(x) >= x + x**3/3 ; x in [0, 1]
sin(x)*tan(x) >= x**2 ; x in (0, 1)
2*sin(x) + tan(x) >= 3*x ; x in (0, 1)
sin(x)/x >= cos(x)**(1/3) ; x in (0, 1)
Abs(sin(x)) <= 1 ; x real
sin(x) + cos(x) <= sqrt(2) ; x real
sin(x)*cos(x) <= 1/2 ; x real
atan(x) <= x ; x >= 0
atan(x) >= x - x**3/3 ; x >= 0
atan(x) < pi/2 ; x real
atan(x) >= 3*x/(1 + 2*sqrt(1 + x**2)) ; x >= 0
asin(x) >= x ; x in [0, 1]
tanh(x) <= x ; x >= 0
tanh(x) >= x - x**3/3 ; x >= 0
tanh(x) < 1 ; x real
sinh(x) >= x ; x >= 0
sinh(x) >= x + x**3/6 ; x >= 0
cosh(x) >= 1 + x**2/2 ; x real
cosh(x) <= exp(x**2/2) ; x real
sinh(x)/x <= cosh(x) ; x > 0
sinh(x)/x >= cosh(x)**(1/3) ; x > 0
log(cosh(x)) <= x**2/2 ; x real
log(cosh(x)) >= Abs(x) - log(2) ; x real
asinh(x) <= x ; x >= 0
atanh(x) >= x ; x in [0, 1)
log(1 + exp(x)) >= x ; x real
log(1 + exp(x)) >= log(2) + x/2 ; x real
log(1 + exp(x)) <= log(2) + x/2 + x**2/8 ; x real
exp(x)/(1 + exp(x))**2 <= 1/4 ; x real
erf(x) <= 2*x/sqrt(pi) ; x >= 0
erf(x) <= 1 ; x real
erf(x) >= 1 - exp(-x**2) ; x >= 0
erfc(x) <= exp(-x**2) ; x >= 0
erfc(x) <= exp(-x**2)/(x*sqrt(pi)) ; x > 0
erfc(x) >= 2*x*exp(-x**2)/(sqrt(pi)*(1 + 2*x**2)) ; x > 0
sqrt(1+x) <= 1 + x/2 ; x >= -1
sqrt(1+x) >= 1 + x/2 - x**2/8 ; x >= 0
1/sqrt(1+x) >= 1 - x/2 ; x > -1
(1+x)**(1/3) <= 1 + x/3 ; x >= -1
sqrt(x) <= (1+x)/2 ; x >= 0
x + 1/x >= 2 ; x > 0
x**3 + 2 >= 3*x ; x >= 0
x**4 + 3 >= 4*x ; x real
x**4 - 2*x**2 + 1 >= 0 ; x real
x**2 + x + 1 > 0 ; x real
x**6 - x**5 + x**4 - x**3 + x**2 - x + 3/4 > 0 ; x real
x*(1-x) <= 1/4 ; x real
x**2*(1-x) <= 4/27 ; x >= 0
x/(1+x**2) <= 1/2 ; x real
2*x/(1+x) <= sqrt(x) ; x > 0
(1+x)**2/(1+x**2) <= 2 ; x real
x**5 - 5*x + 4 >= 0 ; x >= 0
x**x >= exp(-1/E) ; x > 0
x**x*(1-x)**(1-x) >= 1/2 ; x in (0, 1)
-x*log(x) - (1-x)*log(1-x) <= log(2) ; x in (0, 1)
-x*log(x) - (1-x)*log(1-x) >= 4*log(2)*x*(1-x) ; x in (0, 1)
log(2) + x*log(x) + (1-x)*log(1-x) >= 2*(x - 1/2)**2 ; x in (0, 1)
x*exp(-x) <= 1/E ; x real
x**2*exp(-x) <= 4/E**2 ; x >= 0
exp(-x**2) <= 1/(1+x**2) ; x real
(1 + 1/x)**x < E ; x > 0
(1 + 1/x)**(x+1) > E ; x > 0
(1 + 1/x)**x >= 2 ; x >= 1
log(1 + 1/x) > 1/(1+x) ; x > 0
log(1 + 1/x) < 1/sqrt(x*(1+x)) ; x > 0
log(1 + 1/x) > 2/(2*x + 1) ; x > 0
2**x >= 1 + x*log(2) ; x real
2**x <= 1 + x ; x in [0, 1]
max(x, 1) >= sqrt(x) ; x >= 0
Abs(x) >= x ; x real
Abs(x - 1) + Abs(x + 1) >= 2 ; x real
sqrt(x*y) <= (x+y)/2 ; x, y >= 0
2/(1/x + 1/y) <= sqrt(x*y) ; x, y > 0
(x+y)/2 <= sqrt((x**2+y**2)/2) ; x, y real
x*y <= (x**2 + y**2)/2 ; x, y real
x**2 + y**2 + 1 >= x*y + x + y ; x, y real
x**4 + y**4 >= x**3*y + x*y**3 ; x, y real
x**4*y**2 + x**2*y**4 + 1 >= 3*x**2*y**2 ; x, y real
(x+y)**2 <= 2*(x**2+y**2) ; x, y real
(x+y)**3 <= 4*(x**3+y**3) ; x, y >= 0
1/x + 1/y >= 4/(x+y) ; x, y > 0
x/y + y/x >= 2 ; x, y > 0
x*log(x/y) >= x - y ; x, y > 0
log(x*y) <= 2*log((x+y)/2) ; x, y > 0
(exp(x) + exp(y))/2 >= exp((x+y)/2) ; x, y real
exp(x*y) >= 1 + x*y ; x, y real
x*y <= exp(x-1) + y*log(y) ; x real, y > 0
x*y <= x**3/3 + 2*y**(3/2)/3 ; x, y >= 0
Abs(x + y) <= Abs(x) + Abs(y) ; x, y real
Abs(Abs(x) - Abs(y)) <= Abs(x - y) ; x, y real
max(x, y) >= (x+y)/2 ; x, y real
min(x, y) <= (x+y)/2 ; x, y real
sqrt(x+y) <= sqrt(x) + sqrt(y) ; x, y >= 0
sqrt(x**2+y**2) >= (x+y)/sqrt(2) ; x, y real
sqrt(x**2+y**2) <= Abs(x) + Abs(y) ; x, y real
log(1+x+y) <= log(1+x) + log(1+y) ; x, y >= 0
log(1+x+y) >= (log(1+x) + log(1+y))/2 ; x, y >= 0
1/(1+x) + 1/(1+y) >= 2/(1+sqrt(x*y)) ; x, y >= 1
sin(x)*sin(y) <= x*y ; x, y >= 0
cos(x)*cos(y) <= 1 ; x, y real
x + y - x*y <= 1 ; x, y in [0, 1]
(1-x)*(1-y) >= 1 - x - y ; x, y >= 0
(1+x)**r >= 1 + r*x ; r >= 1, x > -1
(1+x)**r <= 1 + r*x ; 0 < r < 1, x > -1
x**r <= 1 + r*(x-1) ; 0 < r < 1, x > 0
x**y >= 1 + y*log(x) ; x > 0, y real
(x-y)/(log(x)-log(y)) <= (x+y)/2 ; x > y, y > 0
(x-y)/(log(x)-log(y)) >= sqrt(x*y) ; x > y, y > 0
x/(1+x) < y/(1+y) ; 0 < x < y
x**3 - y**3 >= 3*y**2*(x-y) ; x >= y, y >= 0
x**2 + y**2 + z**2 >= x*y + y*z + z*x ; x, y, z real
(x*y*z)**(1/3) <= (x+y+z)/3 ; x, y, z > 0
x/(y+z) + y/(z+x) + z/(x+y) >= 3/2 ; x, y, z > 0
x**3 + y**3 + z**3 >= 3*x*y*z ; x, y, z >= 0
(x+y)*(y+z)*(z+x) >= 8*x*y*z ; x, y, z >= 0
(x+y+z)**2 <= 3*(x**2+y**2+z**2) ; x, y, z real
(x+y+z)*(1/x+1/y+1/z) >= 9 ; x, y, z > 0
x*(x-y)*(x-z) + y*(y-x)*(y-z) + z*(z-x)*(z-y) >= 0 ; x, y, z >= 0
(a*c + b*d)**2 <= (a**2+b**2)*(c**2+d**2) ; a, b, c, d real
x*y + y*z + z*x <= 1/3*(x+y+z)**2 ; x, y, z real
Abs(x+y+z) <= Abs(x) + Abs(y) + Abs(z) ; x, y, z real
2**n >= n + 1 ; n integer >= 0
2**n >= n**2 ; n integer >= 4
factorial(n) >= 2**(n-1) ; n integer >= 1
factorial(n) <= n**n ; n integer >= 1
factorial(n) <= ((n+1)/2)**n ; n integer >= 1
factorial(n) >= (n/E)**n ; n integer >= 1
factorial(n) > sqrt(2*pi*n)*(n/E)**n ; n integer >= 1
factorial(n) < sqrt(2*pi*n)*(n/E)**n*exp(1/(12*n)) ; n integer >= 1
gamma(x+1) > sqrt(2*pi*x)*(x/E)**x ; x > 0
binomial(2*n, n) <= 4**n ; n integer >= 0
binomial(2*n, n) >= 4**n/(2*sqrt(n)) ; n integer >= 1
binomial(2*n, n) <= 4**n/sqrt(pi*n) ; n integer >= 1
(1+x)**n >= 1 + n*x ; n integer >= 1, x >= -1
(1+1/n)**n < 3 ; n integer >= 1
n**(1/n) <= 3/2 ; n integer >= 1
3**n >= n**3 ; n integer >= 3
gamma(x) >= 22/25 ; x in [1, 2]
"""

FALSE = """
log(1+x) <= x - x**2/4 ; x > -1
log(1+x) >= x ; x > 0
log(1+x) <= 9*x/10 ; x > 0
log(x) <= x - 101/100 ; x > 0
log(x) <= 3*(x**(1/3) - 1) - 1/1000 ; x > 0
log(x) <= x/3 ; x > 0
x*log(x) >= -1/3 ; x > 0
exp(x) >= 1 + 11*x/10 ; x real
exp(x) >= 3*x ; x real
exp(x) >= 1 + x + x**2/2 ; x real
exp(x) <= 1 + x + x**2 ; x in [0, 2]
cosh(x) <= exp(x**2/3) ; x real
sin(x) >= x ; x real
sin(x) <= 99*x/100 ; x >= 0
sin(x) >= x - x**3/7 ; x >= 0
sin(x) >= 2*x/3 ; x in [0, 3/2]
cos(x) >= 1 - x**2/3 ; x real
tan(x) <= x + x**3/3 ; x in [0, 1]
sin(x) + cos(x) <= 7/5 ; x real
atan(x) < 3/2 ; x real
atan(x) <= x - x**3/3 ; x > 0
tanh(x) >= x ; x real
tanh(x) < 1 - 10**(-6) ; x real
cosh(x) >= 1 + x**2/2 + x**4/20 ; x real
log(cosh(x)) <= x**2/3 ; x real
log(1 + exp(x)) <= log(2) + x/2 + x**2/9 ; x real
exp(x)/(1 + exp(x))**2 <= 6/25 ; x real
erf(x) <= x ; x >= 0
erfc(x) <= exp(-2*x**2) ; x >= 0
sqrt(1+x) <= 1 + x/3 ; x >= -1
sqrt(1+x) >= 1 + x/2 ; x >= -1
x + 1/x >= 201/100 ; x > 0
x + 1/x >= 2 ; x real
x**4 - 2*x**2 + 99/100 >= 0 ; x real
x**2 - 3*x + 9/4 > 0 ; x real
x**2 - 3*x + 2249/1000 >= 0 ; x real
x*(1-x) < 1/4 ; x real
x**2*(1-x) <= 1/7 ; x >= 0
x/(1+x**2) <= 49/100 ; x real
x**x >= 7/10 ; x > 0
-x*log(x) - (1-x)*log(1-x) <= 69/100 ; x in (0, 1)
x*exp(-x) <= 9/25 ; x real
exp(-x**2) <= 1/(1+2*x**2) ; x real
(1 + 1/x)**x < 27/10 ; x > 0
log(1 + 1/x) > 1/(x + 2/5) ; x > 0
2**x <= 1 + x ; x >= 0
Abs(x) <= x ; x real
sqrt(x*y) < (x+y)/2 ; x, y > 0
sqrt(x*y) >= (x+y)/2 ; x, y > 0
x*y <= (x**2 + y**2)/2 - 10**(-6) ; x, y real
x**2 + y**2 + 1 >= x*y + x + y + 1/100 ; x, y real
x**4 + y**4 >= 2*x**3*y ; x, y > 0
x**4*y**2 + x**2*y**4 + 99/100 >= 3*x**2*y**2 ; x, y real
(x+y)**3 <= 3*(x**3+y**3) ; x, y >= 0
1/x + 1/y >= 5/(x+y) ; x, y > 0
x*log(x/y) >= x - y + 1/1000 ; x, y > 0
exp(x*y) >= 1 + x*y + (x*y)**2/2 ; x, y real
x*y <= exp(x-1) + y*log(y) - 1/10 ; x real, y > 0
Abs(x + y) >= Abs(x) + Abs(y) ; x, y real
max(x, y) > (x+y)/2 ; x, y real
sqrt(x+y) >= sqrt(x) + sqrt(y) - 1/10 ; x, y >= 0
log(1+x+y) >= log(1+x) + log(1+y) ; x, y >= 0
sin(x)*sin(y) >= x*y ; x, y > 0
cos(x)*cos(y) < 1 ; x, y real
x + y - x*y <= 99/100 ; x, y in [0, 1]
(1+x)**r >= 1 + r*x ; r > 0, x > -1
x/(1+x) < y/(1+y) ; x > 0, y > 0
x**2 + y**2 + z**2 >= 11/10*(x*y + y*z + z*x) ; x, y, z real
(x*y*z)**(1/3) <= (x+y+z)/4 ; x, y, z > 0
x/(y+z) + y/(z+x) + z/(x+y) >= 151/100 ; x, y, z > 0
x**3 + y**3 + z**3 >= 3*x*y*z ; x, y, z real
(x+y)*(y+z)*(z+x) >= 9*x*y*z ; x, y, z > 0
(x+y+z)*(1/x+1/y+1/z) >= 10 ; x, y, z > 0
2**n > n**2 ; n integer >= 2
2**n >= n + 2 ; n integer >= 0
factorial(n) >= 3**(n-1) ; n integer >= 1
factorial(n) >= (n/2)**n ; n integer >= 1
factorial(n) <= sqrt(2*pi*n)*(n/E)**n ; n integer >= 1
binomial(2*n, n) <= 3**n ; n integer >= 0
binomial(2*n, n) >= 4**n/sqrt(pi*n) ; n integer >= 1
(1+1/n)**n < 5/2 ; n integer >= 1
n**(1/n) <= 7/5 ; n integer >= 1
3**n > n**3 ; n integer >= 1
gamma(x) >= 9/10 ; x in [1, 2]
gamma(x) <= 1 ; x > 0
x*y > 1/1000 ; x, y > 0
(x - 1/3)**2 + (y - 2/7)**2 >= 10**(-8) ; x, y real
(x - y)**2 >= 10**(-6)*(x + y) ; x, y > 0
Abs(x - 1/7) >= 10**(-4) ; x in (0, 1)
x*sin(1/x) <= 99/100 ; x > 0
x**2 <= 10**9 ; x real
exp(-x) >= 10**(-9) ; x >= 0
x/10**6 <= log(1 + x) ; x >= 0
"""


def read(text: str) -> list[tuple[str, str]]:
    """Each relation with its conditions."""
    pairs = (line.split(" ; ") for line in text.strip().splitlines())
    return [(relation.strip(), where.strip()) for relation, where in pairs]
