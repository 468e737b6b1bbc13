select * from read_parquet('${data_dir}/placement_confidence.parquet')
