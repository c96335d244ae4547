"""Free additive convolution as numbers: subordination, densities, certified edges, outliers."""
