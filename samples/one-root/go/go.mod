module example.test/app

go 1.18

require example.test/greeting v1.0.0
