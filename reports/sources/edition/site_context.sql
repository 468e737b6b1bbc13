select * from read_parquet('${data_dir}/site_context.parquet')
