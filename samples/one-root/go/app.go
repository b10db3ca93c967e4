package app

import "example.test/greeting"

func Text() string { return greeting.Text() }
