select * from read_parquet('${data_dir}/area_against_target.parquet')
