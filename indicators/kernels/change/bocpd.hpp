#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Normal-inverse-gamma prior of mean and variance of a segment: variance ~ InvGamma(alpha, beta), mean given variance
/// ~ N(mu, variance/kappa).
struct SegmentPrior {
    double mu = 0.0;     ///< expected mean, unit of the values
    double kappa = 1.0;  ///< > 0: weight of mu in observations
    double alpha = 1.0;  ///< > 0: shape
    double beta = 1.0;   ///< > 0: scale, unit of the values squared
};

struct BocpdOptions {
    double hazard = 0.01;  ///< P(a segment ends at any step), in (0, 1): 1/expected length
    SegmentPrior prior{};
    double truncation = 0.0;  ///< run lengths less probable than this are dropped, in [0, 0.01]; 0 is exact
};

/// What is known of the age of the present segment after a step. The probability of run length 0 is the hazard after
/// every step, whatever was seen (the predictive sum cancels): never an alarm, and not given here.
struct RunLength {
    std::size_t most_probable{};  ///< run length with the highest probability, the shortest of equal ones
    double probability{};         ///< of it, in (0, 1]
    double expected{};            ///< mean run length, falls when a segment is over
    double log_evidence{};        ///< ln p(x_1..x_t) in all, comparable between priors
    double log_predictive{};      ///< ln p(x_t | x_1..x_{t-1})
};

/// Bayesian online change-point detection, Adams and MacKay (2007), for values that are normal within a segment: run
/// length posterior with Student-t predictive of 2 alpha degrees of freedom. A step costs O(run lengths kept).
class Bocpd {
  public:
    /// Error: bad_value if an option is outside its range or not finite.
    [[nodiscard]] static Result<Bocpd> make(const BocpdOptions& options);

    /// Takes the next value. Error: bad_value if it is not finite or too far off for double; nothing has changed then.
    [[nodiscard]] Result<RunLength> step(double value);

    /// P(run length <= longest) after the last step, in [0, 1]; 1 before the first. For longest >= 1: of 0 it is the
    /// hazard always. The quantity to alert on, together with a fall of the expected run length.
    [[nodiscard]] double probability_within(std::size_t longest) const noexcept;

    /// P(run length = r) for r = run_lengths()[i]; adds to 1.
    [[nodiscard]] std::span<const double> posterior() const noexcept { return posterior_; }
    [[nodiscard]] std::span<const std::size_t> run_lengths() const noexcept { return lengths_; }

  private:
    explicit Bocpd(const BocpdOptions& options) : options_{options} {}

    [[nodiscard]] double log_predictive(std::size_t i, double value);
    [[nodiscard]] bool update_segments(double value);
    [[nodiscard]] RunLength summary(double log_predictive);
    void truncate();

    BocpdOptions options_;
    std::vector<std::size_t> lengths_{0};
    std::vector<double> posterior_{1.0};
    std::vector<double> means_;
    std::vector<double> scales_;
    std::vector<double> normalisers_;  ///< by run length, of the Student densities
    std::vector<double> predictive_;
    double log_evidence_ = 0.0;
};

/// Alert quantities after each of a series' values.
struct ChangeAlertRule {
    std::size_t young = 6;         ///< run lengths that count as a new segment, >= 1
    double probability = 0.9;      ///< P(run length <= young) above which...
    double fall = 0.5;             ///< ...and relative fall of the expected run length above which it is an alert
    std::size_t within_steps = 3;  ///< steps over which the fall is measured, >= 1
};

struct ChangeReading {
    RunLength run;
    double young_probability{};  ///< P(run length <= young)
    double fall{};               ///< 1 - E_t/max(E_{t-within_steps}..E_{t-1}), 0 if it rose or for the first value
    bool alert{};
};

/// `Bocpd` over a series. Errors: no_data if empty, bad_value as for `make` and `step` or for an illegal rule.
[[nodiscard]] Result<std::vector<ChangeReading>> change_readings(std::span<const double> values,
                                                                 const BocpdOptions& options,
                                                                 const ChangeAlertRule& rule = {});

}  // namespace entangled::kernels
