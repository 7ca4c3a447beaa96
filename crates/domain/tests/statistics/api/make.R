# Writes the columns of the Californian school figures that the tests need and the numbers that R's `survey` finds for
# them. Run in this folder: Rscript make.R  (Debian: r-cran-survey). Nothing else in the repository needs R.
suppressMessages(library(survey)); data(api)
say <- function(d, file) {
  none <- rep(0, nrow(d)); d$fpc1 <- if (is.null(d$fpc1)) d$fpc else d$fpc1; d$fpc2 <- if (is.null(d$fpc2)) none else d$fpc2
  d <- data.frame(dnum = d$dnum, snum = d$snum, stype = d$stype, wide = d$sch.wide, api00 = d$api00, api99 = d$api99,
                  enroll = d$enroll, weight = d$pw, fpc1 = d$fpc1, fpc2 = d$fpc2)
  write.csv(d, file, row.names = FALSE, quote = FALSE, na = "")
}
say(apisrs, "apisrs.csv"); say(apistrat, "apistrat.csv"); say(apiclus1, "apiclus1.csv"); say(apiclus2, "apiclus2.csv")
designs <- list(
  apisrs = svydesign(id = ~1, weights = ~pw, fpc = ~fpc, data = apisrs),
  apistrat = svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat),
  apiclus1 = svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1),
  apiclus2 = svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2),
  apiclus1_like = svydesign(id = ~dnum, weights = ~pw, data = apiclus1),
  apiclus2_like = svydesign(id = ~dnum + snum, weights = ~pw, data = apiclus2))
out <- NULL
add <- function(design, figure, e, df) {
  ci <- confint(e, df = df)
  out <<- rbind(out, data.frame(design, figure, value = sprintf("%.12g", as.numeric(coef(e))),
    error = sprintf("%.12g", as.numeric(SE(e))), low = sprintf("%.12g", ci[1]), high = sprintf("%.12g", ci[2]), df = df))
}
for (name in names(designs)) {
  d <- designs[[name]]; df <- degf(d)
  add(name, "mean", svymean(~api00, d), df)
  add(name, "total", svytotal(~enroll, d, na.rm = TRUE), df)
  add(name, "share", svymean(~I(as.numeric(sch.wide == "Yes")), d), df)
  add(name, "ratio", svyratio(~api00, ~api99, d), df)
}
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
raked <- rake(designs$apiclus1_like, list(~stype, ~sch.wide),
  list(data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)), data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))),
  control = list(maxit = 200, epsilon = 1e-9, verbose = FALSE))
w <- weights(raked)
write.csv(data.frame(snum = apiclus1$snum, weight = sprintf("%.12g", w)), "raked.csv", row.names = FALSE, quote = FALSE)
cat("version", as.character(packageVersion("survey")), "raked mean", sprintf("%.12g", coef(svymean(~api00, raked))), SE(svymean(~api00, raked)), "n eff", sum(w)^2 / sum(w^2), "\n")
