# The reviews on a machine that has containers and nothing else:
#   docker build -t glassproof .
#   docker run --rm glassproof verify
#   docker run --rm -v "$PWD:/paper" glassproof scan /paper/paper.tex
FROM python:3.11-slim
COPY . /sources
RUN python -m pip install --no-cache-dir -c /sources/constraints.txt /sources && rm -rf /sources
ENV OPENBLAS_NUM_THREADS=1 GLASSPROOF_STORE=/evidence/evidence.sqlite3
VOLUME /evidence
WORKDIR /paper
ENTRYPOINT ["glassproof"]
CMD ["verify"]
