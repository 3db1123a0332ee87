"""Records and tables in, matplotlib figures out: one file a stage of the pipeline."""
