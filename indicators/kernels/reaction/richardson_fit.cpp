#include "indicators/kernels/reaction/richardson_fit.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/reaction/least_squares.hpp"

#include <cmath>
#include <optional>
#include <vector>

namespace entangled::kernels {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

/// Stocks (x, y) and their growth per unit of time, one row per difference.
struct Rows {
    MatrixXd stocks;
    MatrixXd growth;
};

Result<Rows> rows_of(std::span<const double> x, std::span<const double> y, double step)
{
    if (x.size() != y.size()) return Error{Errc::bad_value, "fit_richardson: both stocks have one length"};
    if (!all_finite(x) || !all_finite(y)) return Error{Errc::bad_value, "fit_richardson: a stock is not finite"};
    if (!std::isfinite(step) || !(step > 0.0)) return Error{Errc::bad_value, "fit_richardson: the step is positive"};
    if (x.empty()) return Error{Errc::no_data, "fit_richardson: no stocks"};
    if (x.size() < 5) return Error{Errc::insufficient_points, "fit_richardson: five periods are needed"};
    const Index n = static_cast<Index>(x.size());
    MatrixXd stocks(n, 2);
    stocks << Eigen::Map<const Eigen::VectorXd>(x.data(), n), Eigen::Map<const Eigen::VectorXd>(y.data(), n);
    Rows rows{stocks.topRows(n - 1), (stocks.bottomRows(n - 1) - stocks.topRows(n - 1)) / step};
    if (!rows.growth.allFinite()) return Error{Errc::bad_value, "fit_richardson: a difference exceeds the range"};
    return rows;
}

Result<RichardsonFit> fit(const Rows& rows)
{
    const auto ols = regress(rows.stocks, rows.growth);
    if (!ols) return ols.error();
    const auto& c = ols->coefficients;
    const auto& e = ols->errors;
    RichardsonFit result;
    result.model = {.k = c(2, 0), .a = -c(1, 0), .g = c(0, 0), .l = c(1, 1), .b = -c(2, 1), .h = c(0, 1)};
    result.errors = {.k = e(2, 0), .a = e(1, 0), .g = e(0, 0), .l = e(1, 1), .b = e(2, 1), .h = e(0, 1)};
    result.rows = static_cast<std::size_t>(rows.stocks.rows());
    result.degrees = ols->degrees;
    return result;
}

std::optional<double> ratio_of(const Result<RichardsonFit>& estimate)
{
    if (!estimate) return std::nullopt;
    const auto balance = richardson_balance(estimate->model);
    return balance ? balance->ratio : std::nullopt;
}

/// Blocks of neighbouring rows from random starts until there are as many rows as before.
Rows resampled(const Rows& rows, std::size_t block, std::uint64_t id)
{
    const auto n = static_cast<std::size_t>(rows.stocks.rows());
    Rows sample{rows.stocks, rows.growth};
    std::size_t start = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (i % block == 0) start = random_below(n - block + 1, id, i / block);
        const auto from = static_cast<Index>(start + i % block);
        sample.stocks.row(static_cast<Index>(i)) = rows.stocks.row(from);
        sample.growth.row(static_cast<Index>(i)) = rows.growth.row(from);
    }
    return sample;
}

Result<std::size_t> block_length(std::size_t rows, const CouplingOptions& options)
{
    if (!(options.confidence > 0.0 && options.confidence < 1.0) || options.fewest_points < 8 ||
        options.block > rows / 2 || !legal_draws(options.surrogates)) {
        return Error{Errc::bad_value, "coupling_interval: confidence, block, draws or points are illegal"};
    }
    if (rows + 1 < options.fewest_points) {
        return Error{Errc::insufficient_points, "coupling_interval: too few periods"};
    }
    if (options.block > 0) return options.block;
    return static_cast<std::size_t>(std::ceil(std::cbrt(static_cast<double>(rows))));
}

}  // namespace

Result<RichardsonFit> fit_richardson(std::span<const double> x, std::span<const double> y, double step)
{
    const auto rows = rows_of(x, y, step);
    if (!rows) return rows.error();
    return fit(*rows);
}

Result<CouplingInterval> coupling_interval(std::span<const double> x, std::span<const double> y,
                                           const CouplingOptions& options)
{
    const auto rows = rows_of(x, y, options.step);
    if (!rows) return rows.error();
    const auto block = block_length(static_cast<std::size_t>(rows->stocks.rows()), options);
    if (!block) return block.error();
    const auto estimate = fit(*rows);
    if (!estimate) return estimate.error();
    const auto ratio = ratio_of(estimate);
    if (!ratio) return Error{Errc::not_identified, "coupling_interval: the estimate has no ratio"};
    const auto statistics = [&](std::uint64_t, std::uint64_t id) {
        const auto drawn = ratio_of(fit(resampled(*rows, *block, id)));
        return std::vector<double>{drawn.value_or(-1.0)};
    };
    const auto drawn = surrogate_statistics(options.surrogates, 1, statistics);
    if (!drawn) return drawn.error();
    std::vector<double> ratios;
    double runaway = 0.0;
    for (const double value : drawn->values.col(0)) {
        if (value >= 0.0) ratios.push_back(value);
        runaway += value >= 1.0 ? 1.0 : 0.0;
    }
    const auto draws = static_cast<double>(options.surrogates.draws);
    if (2.0 * static_cast<double>(ratios.size()) <= draws) {
        return Error{Errc::not_identified, "coupling_interval: most resamples have no ratio"};
    }
    const auto lower = quantile(ratios, 0.5 * (1.0 - options.confidence));
    if (!lower) return lower.error();
    const auto upper = quantile(ratios, 1.0 - 0.5 * (1.0 - options.confidence));
    if (!upper) return upper.error();
    return CouplingInterval{*ratio, {*lower, *upper}, runaway / draws, static_cast<double>(ratios.size()) / draws};
}

}  // namespace entangled::kernels
