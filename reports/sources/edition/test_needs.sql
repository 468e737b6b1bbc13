select * from read_parquet('${data_dir}/test_needs.parquet')
