#pragma once

#include "indicators/kernels/hawkes/likelihood.hpp"
#include "indicators/kernels/numbers/draws.hpp"

#include <Eigen/Core>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

namespace entangled::testing {

using namespace entangled::kernels;

inline HawkesModel two_types(double mu0, double mu1, const Eigen::Matrix2d& branching, double decay)
{
    return {Eigen::Vector2d{mu0, mu1}, branching, decay};
}

inline Eigen::Matrix2d rows(double a00, double a01, double a10, double a11)
{
    Eigen::Matrix2d matrix;
    matrix << a00, a01, a10, a11;
    return matrix;
}

/// Ten acts of two sides in twenty days: the small worked example.
inline HawkesHistory small_history()
{
    const std::vector<double> times{1.0, 1.5, 2.2, 4.0, 4.3, 7.5, 8.1, 8.2, 12.0, 15.5};
    const std::vector<int> types{0, 1, 0, 1, 1, 0, 1, 0, 0, 1};
    return HawkesHistory::make(times, types, 2, 20.0).value();
}

inline HawkesModel small_model() { return two_types(0.15, 0.10, rows(0.20, 0.35, 0.45, 0.10), 0.8); }

/// What hawkes_sim_a.csv (184 events in a year) was simulated from.
inline HawkesModel simulated_truth() { return two_types(0.10, 0.08, rows(0.25, 0.30, 0.35, 0.20), 0.7); }

inline HawkesHistory simulated_history()
{
    std::ifstream file{std::string{ENTANGLED_TESTS_DIR} + "/kernels/hawkes/hawkes_sim_a.csv"};
    std::vector<double> times;
    std::vector<int> types;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const auto comma = line.find(',');
        times.push_back(std::stod(line.substr(0, comma)));
        types.push_back(std::stoi(line.substr(comma + 1)));
    }
    return HawkesHistory::make(times, types, 2, 365.0).value();
}

/// The log-likelihood as it is defined, in O(n^2), without a recursion.
inline double naive_log_likelihood(const HawkesHistory& history, const HawkesModel& model)
{
    const auto times = history.times();
    const auto types = history.types();
    double sum = -history.horizon() * model.background.sum();
    for (std::size_t k = 0; k < times.size(); ++k) {
        double intensity = model.background[types[k]];
        for (std::size_t m = 0; m < k; ++m) {
            if (!(times[m] < times[k])) continue;
            intensity +=
                model.branching(types[k], types[m]) * model.decay * std::exp(-model.decay * (times[k] - times[m]));
        }
        sum += std::log(intensity);
        sum += model.branching.col(types[k]).sum() * std::expm1(-model.decay * (history.horizon() - times[k]));
    }
    return sum;
}

/// Numbers for property tests, drawn under one id.
struct Draws {
    std::uint64_t id;
    std::uint64_t at = 0;

    double unit() { return uniform(id, at++); }
    double between(double low, double high) { return low + (high - low) * unit(); }
    int below(int limit) { return static_cast<int>(unit() * limit); }
};

/// `n` events of `types` types, about `ties` of them at the time of the one before.
inline HawkesHistory random_history(Draws& draws, std::size_t n, int types, double ties)
{
    std::vector<double> times;
    std::vector<int> kinds;
    double time = 0.0;
    for (std::size_t k = 0; k < n; ++k) {
        if (draws.unit() >= ties) time -= std::log(draws.unit()) * (draws.unit() < 0.3 ? 0.1 : 1.5);
        times.push_back(time);
        kinds.push_back(draws.below(types));
    }
    return HawkesHistory::make(times, kinds, static_cast<std::size_t>(types), time + draws.between(0.1, 3.0)).value();
}

inline HawkesModel random_model(Draws& draws, int types)
{
    HawkesModel model;
    model.background.resize(types);
    model.branching.resize(types, types);
    for (double& mu : model.background.reshaped()) mu = draws.between(0.05, 1.0);
    for (double& entry : model.branching.reshaped()) entry = draws.unit() < 0.2 ? 0.0 : draws.between(0.0, 0.8);
    model.decay = std::exp(draws.between(-3.0, 1.5));
    return model;
}

}  // namespace entangled::testing
