select * from read_parquet('${data_dir}/segments.parquet')
