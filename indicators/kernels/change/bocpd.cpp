#include "indicators/kernels/change/bocpd.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numbers>
#include <numeric>

namespace entangled::kernels {
namespace {

bool positive(double value) { return std::isfinite(value) && value > 0.0; }

/// ln of the constant of the Student density with 2 alpha degrees of freedom and unit scale.
double log_normaliser(double alpha)
{
    return boost::math::lgamma(alpha + 0.5) - boost::math::lgamma(alpha) -
           0.5 * std::log(2.0 * alpha * std::numbers::pi);
}

}  // namespace

Result<Bocpd> Bocpd::make(const BocpdOptions& options)
{
    const SegmentPrior& prior = options.prior;
    if (!(options.hazard > 0.0 && options.hazard < 1.0)) {
        return Error{Errc::bad_value, "bocpd: the hazard is inside (0, 1)"};
    }
    if (!std::isfinite(prior.mu) || !positive(prior.kappa) || !positive(prior.alpha) || !positive(prior.beta) ||
        !std::isfinite(log_normaliser(prior.alpha))) {
        return Error{Errc::bad_value, "bocpd: mu is finite; kappa, alpha and beta are positive and finite"};
    }
    if (!(options.truncation >= 0.0 && options.truncation <= 0.01)) {
        return Error{Errc::bad_value, "bocpd: the truncation is in [0, 0.01]"};
    }
    Bocpd filter{options};
    filter.means_ = {prior.mu};
    filter.scales_ = {prior.beta};
    return filter;
}

double Bocpd::log_predictive(std::size_t i, double value)
{
    const std::size_t length = lengths_[i];
    const double grown = static_cast<double>(length);
    while (normalisers_.size() <= length) {
        normalisers_.push_back(log_normaliser(options_.prior.alpha + 0.5 * static_cast<double>(normalisers_.size())));
    }
    const double kappa = options_.prior.kappa + grown;
    const double alpha = options_.prior.alpha + 0.5 * grown;
    const double variance = scales_[i] / alpha * ((kappa + 1.0) / kappa);
    const double off = (value - means_[i]) / std::sqrt(variance);
    // For large offsets the square leaves the range of double before its logarithm does.
    const double ratio = std::abs(off) / std::sqrt(2.0 * alpha);
    const double log_tail = ratio > 1e8 ? 2.0 * std::log(ratio) : std::log1p(ratio * ratio);
    return normalisers_[length] - 0.5 * std::log(variance) - (alpha + 0.5) * log_tail;
}

/// Moves each segment's parameters one observation on, and begins a new one at the front.
bool Bocpd::update_segments(double value)
{
    std::vector<double> means{options_.prior.mu};
    std::vector<double> scales{options_.prior.beta};
    for (std::size_t i = 0; i < lengths_.size(); ++i) {
        const double kappa = options_.prior.kappa + static_cast<double>(lengths_[i]);
        const double off = value - means_[i];
        means.push_back(means_[i] + off / (kappa + 1.0));
        scales.push_back(scales_[i] + 0.5 * off * (kappa / (kappa + 1.0)) * off);
        if (!std::isfinite(means.back()) || !std::isfinite(scales.back())) return false;
    }
    means_ = std::move(means);
    scales_ = std::move(scales);
    return true;
}

Result<RunLength> Bocpd::step(double value)
{
    if (!std::isfinite(value)) return Error{Errc::bad_value, "bocpd: a value is not finite"};
    predictive_.resize(lengths_.size());
    for (std::size_t i = 0; i < lengths_.size(); ++i) predictive_[i] = log_predictive(i, value);
    // From the largest, or all would vanish for a value far from every segment.
    double largest = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < lengths_.size(); ++i) {
        if (posterior_[i] > 0.0) largest = std::max(largest, predictive_[i]);
    }
    std::vector<double> next(lengths_.size() + 1);
    double total = 0.0;
    for (std::size_t i = 0; i < lengths_.size(); ++i) {
        const double joint = posterior_[i] * std::exp(std::min(0.0, predictive_[i] - largest));
        next[i + 1] = joint * (1.0 - options_.hazard);
        total += joint;
    }
    if (!std::isfinite(largest) || !(total > 0.0) || !update_segments(value)) {
        return Error{Errc::bad_value, "bocpd: the value is too far off for double"};
    }
    next[0] = options_.hazard * total;
    for (double& probability : next) probability /= total;
    posterior_ = std::move(next);
    lengths_.insert(lengths_.begin(), 0);
    for (std::size_t i = 1; i < lengths_.size(); ++i) ++lengths_[i];
    truncate();
    const double log_step = largest + std::log(total);
    log_evidence_ += log_step;
    return summary(log_step);
}

void Bocpd::truncate()
{
    if (options_.truncation == 0.0) return;
    std::size_t kept = 1;
    for (std::size_t i = 1; i < lengths_.size(); ++i) {
        if (posterior_[i] < options_.truncation) continue;
        posterior_[kept] = posterior_[i];
        lengths_[kept] = lengths_[i];
        means_[kept] = means_[i];
        scales_[kept] = scales_[i];
        ++kept;
    }
    posterior_.resize(kept);
    lengths_.resize(kept);
    means_.resize(kept);
    scales_.resize(kept);
    // What is left shares 1 - hazard, so that run length 0 keeps the hazard. If nothing else is left it has it all.
    const double others = std::accumulate(posterior_.begin() + 1, posterior_.end(), 0.0);
    if (!(others > 0.0)) {
        posterior_[0] = 1.0;
        return;
    }
    for (std::size_t i = 1; i < kept; ++i) posterior_[i] *= (1.0 - options_.hazard) / others;
}

RunLength Bocpd::summary(double log_predictive)
{
    const auto highest = std::ranges::max_element(posterior_);
    RunLength run;
    run.most_probable = lengths_[static_cast<std::size_t>(highest - posterior_.begin())];
    run.probability = *highest;
    for (std::size_t i = 0; i < lengths_.size(); ++i) {
        run.expected += static_cast<double>(lengths_[i]) * posterior_[i];
    }
    run.log_evidence = log_evidence_;
    run.log_predictive = log_predictive;
    return run;
}

double Bocpd::probability_within(std::size_t longest) const noexcept
{
    double sum = 0.0;
    for (std::size_t i = 0; i < lengths_.size() && lengths_[i] <= longest; ++i) sum += posterior_[i];
    return std::min(1.0, sum);
}

Result<std::vector<ChangeReading>> change_readings(std::span<const double> values, const BocpdOptions& options,
                                                   const ChangeAlertRule& rule)
{
    if (rule.young == 0 || rule.within_steps == 0 || !(rule.probability >= 0.0 && rule.probability <= 1.0) ||
        !(rule.fall >= 0.0 && rule.fall <= 1.0)) {
        return Error{Errc::bad_value, "change_readings: lengths are at least 1, probability and fall in [0, 1]"};
    }
    auto filter = Bocpd::make(options);
    if (!filter) return filter.error();
    if (values.empty()) return Error{Errc::no_data, "change_readings: no values"};
    std::vector<ChangeReading> readings;
    for (const double value : values) {
        const auto run = filter->step(value);
        if (!run) return run.error();
        ChangeReading reading{*run, filter->probability_within(rule.young), 0.0, false};
        double before = 0.0;
        for (std::size_t back = 1; back <= std::min(rule.within_steps, readings.size()); ++back) {
            before = std::max(before, readings[readings.size() - back].run.expected);
        }
        if (before > 0.0) reading.fall = std::max(0.0, 1.0 - run->expected / before);
        reading.alert = reading.young_probability > rule.probability && reading.fall > rule.fall;
        readings.push_back(reading);
    }
    return readings;
}

}  // namespace entangled::kernels
