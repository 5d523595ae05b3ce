#include "indicators/kernels/trend/substitution.hpp"

#include "indicators/kernels/trend/straight_line.hpp"
#include "indicators/kernels/trend/trend.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

constexpr double ln_81 = 4.394449154672439;

bool positive(double value) { return std::isfinite(value) && value > 0.0; }

struct Line {
    double slope{};
    double intercept{};
};

Result<Line> fit_logits(std::span<const double> times, std::span<const double> values, LogitFit fit)
{
    if (fit == LogitFit::theil_sen) {
        const auto line = theil_sen(times, values);
        if (!line) return line.error();
        return Line{line->slope, line->residual_intercept};
    }
    const auto line = least_squares_line(times, values);
    if (!line) return line.error();
    return Line{line->slope, line->intercept};
}

}  // namespace

Result<std::vector<double>> logits(std::span<const double> shares, double ceiling)
{
    if (!positive(ceiling)) return Error{Errc::bad_value, "logits: the ceiling is positive and finite"};
    if (!std::ranges::all_of(shares, [&](double share) { return share > 0.0 && share < ceiling; })) {
        return Error{Errc::bad_value, "logits: a share is not strictly between 0 and the ceiling"};
    }
    if (shares.empty()) return Error{Errc::no_data, "logits: no shares"};
    std::vector<double> values(shares.begin(), shares.end());
    // A difference of logarithms: the quotient of a denormal and a large number is 0.
    for (double& value : values) value = std::log(value) - std::log(ceiling - value);
    return values;
}

Result<FisherPry> fisher_pry(std::span<const double> times, std::span<const double> shares,
                             const FisherPryOptions& options)
{
    const auto values = logits(shares, options.ceiling);
    if (!values) return values.error();
    const auto line = fit_logits(times, *values, options.fit);
    if (!line) return line.error();
    if (line->slope == 0.0) return Error{Errc::not_identified, "fisher_pry: the share does not move"};
    const FisherPry fit{line->slope, line->intercept, -line->intercept / line->slope + 0.0,
                        ln_81 / std::abs(line->slope), options.ceiling};
    if (!std::isfinite(fit.half_time) || !std::isfinite(fit.takeover)) {
        return Error{Errc::bad_value, "fisher_pry: a time exceeds the range of double"};
    }
    return fit;
}

Result<double> share_at(const FisherPry& fit, double time)
{
    const double logit = fit.intercept + fit.rate * time;
    if (!std::isfinite(time) || !std::isfinite(logit) || !positive(fit.ceiling)) {
        return Error{Errc::bad_value, "share_at: the time or the fit is not finite"};
    }
    return fit.ceiling / (1.0 + std::exp(-logit));
}

Result<double> time_of_share(const FisherPry& fit, double share)
{
    const auto value = logits({&share, 1}, fit.ceiling);
    if (!value) return value.error();
    const double time = (value->front() - fit.intercept) / fit.rate;
    if (!std::isfinite(time)) return Error{Errc::bad_value, "time_of_share: the time exceeds the range of double"};
    return time + 0.0;
}

}  // namespace entangled::kernels
