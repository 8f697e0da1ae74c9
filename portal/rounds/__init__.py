"""你点我检: people propose and vote what is sampled next, and see the sampling that followed."""
