"""窗口排班 (海国土资发〔2017〕90号一（一）9): who sits at which window when; drives web page, desk card and badge."""
