package greeting

func Text() string { return "hello" }
