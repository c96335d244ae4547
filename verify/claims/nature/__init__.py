"""How a paper asks nature: experiments, studies that ship with it, statistical tests."""
