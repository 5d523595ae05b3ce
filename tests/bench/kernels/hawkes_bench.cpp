#include "indicators/kernels/hawkes/fit.hpp"
#include "indicators/kernels/hawkes/likelihood.hpp"
#include "indicators/kernels/hawkes/simulate.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>
#include <fstream>
#include <span>
#include <string>
#include <vector>

using namespace entangled::kernels;

namespace {

/// mu (0.2, 0.1), children of type i of an event of type j: A_ij, beta 1.5; rho = 0.53.
HawkesModel model()
{
    HawkesModel truth{Eigen::Vector2d{0.2, 0.1}, Eigen::Matrix2d{}, 1.5};
    truth.branching << 0.3, 0.15, 0.2, 0.4;
    return truth;
}

/// Of this process for one thread, so that others on the machine do not count; of the clock on the wall for more.
double seconds(unsigned threads)
{
    if (threads < 2) return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

template <class T>
void write(const std::string& name, const std::vector<T>& values)
{
    std::ofstream file{name, std::ios::binary};
    for (const T& value : values) file.write(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
std::vector<T> read(const std::string& name)
{
    std::ifstream file{name, std::ios::binary};
    std::vector<T> values;
    for (T value{}; file.read(reinterpret_cast<char*>(&value), sizeof value);) values.push_back(value);
    return values;
}

void make_sample(const std::string& prefix, std::size_t n)
{
    // 0.628 events per unit of time in the long run; a tenth and some more, of which the first n are kept.
    const double horizon = 1.1 * static_cast<double>(n) / 0.628 + 200.0;
    const auto history =
        simulate_hawkes_thinning(model(), {.horizon = horizon, .id = n, .max_events = 10'000'000}).value();
    write(prefix + ".times",
          std::vector<double>(history.times().begin(), history.times().begin() + static_cast<std::ptrdiff_t>(n)));
    write(prefix + ".types",
          std::vector<std::int64_t>(history.types().begin(), history.types().begin() + static_cast<std::ptrdiff_t>(n)));
}

/// Seconds of one evaluation: the median of five groups.
double evaluation_time(HawkesLikelihood& likelihood, HawkesEvaluation& evaluation, unsigned threads)
{
    const std::size_t calls = std::max<std::size_t>(1, 100'000 / likelihood.history().size());
    std::vector<double> groups;
    likelihood.evaluate(model(), evaluation).value();
    for (int group = 0; group < 5; ++group) {
        const auto truth = model();
        const double begin = seconds(threads);
        for (std::size_t call = 0; call < calls; ++call) likelihood.evaluate(truth, evaluation).value();
        groups.push_back((seconds(threads) - begin) / static_cast<double>(calls));
    }
    std::ranges::sort(groups);
    return groups[2];
}

void time_fit(HawkesLikelihood& likelihood, std::size_t starts, unsigned threads, const char* name)
{
    HawkesFitOptions options;
    options.decay = {1e-3, 1e2};
    options.starts = starts;
    std::vector<double> runs;
    HawkesFit fit;
    for (int run = 0; run < 3; ++run) {
        const double begin = seconds(threads);
        fit = fit_hawkes(likelihood, options).value();
        runs.push_back(seconds(threads) - begin);
    }
    std::ranges::sort(runs);
    std::printf("%s_seconds %.6e\n%s_log_likelihood %.12g\n%s_evaluations %zu\n%s_converged %d\n", name, runs[1], name,
                fit.log_likelihood, name, fit.evaluations, name, fit.converged ? 1 : 0);
}

void time_sample(const std::string& prefix, unsigned threads)
{
    const auto times = read<double>(prefix + ".times");
    const auto codes = read<std::int64_t>(prefix + ".types");
    const std::vector<int> types(codes.begin(), codes.end());
    HawkesLikelihood likelihood{HawkesHistory::make(times, types, 2, times.back() + 0.5).value(), threads};
    HawkesEvaluation evaluation;
    std::printf("evaluation_seconds %.6e\n", evaluation_time(likelihood, evaluation, threads));
    const auto& slope = evaluation.gradient;
    std::printf("log_likelihood %.17g\ngradient %.17g %.17g %.17g %.17g %.17g %.17g %.17g\n", evaluation.log_likelihood,
                slope.background[0], slope.background[1], slope.branching(0, 0), slope.branching(0, 1),
                slope.branching(1, 0), slope.branching(1, 1), slope.decay);
    time_fit(likelihood, 1, threads, "fit");
    time_fit(likelihood, HawkesFitOptions{}.starts, threads, "fit_of_all_starts");
}

}  // namespace

// bench_hawkes make PREFIX N      writes N events to PREFIX.times (doubles) and PREFIX.types (64-bit integers)
// bench_hawkes time PREFIX THREADS  times likelihood with gradient, and fits, on them
int main(int count, char** words)
{
    const std::vector<std::string> arguments(words, words + count);
    if (arguments.size() != 4 || (arguments[1] != "make" && arguments[1] != "time")) {
        std::puts("bench_hawkes make PREFIX N | bench_hawkes time PREFIX THREADS");
        return 1;
    }
    try {
        const auto number = std::stoul(arguments[3]);
        if (arguments[1] == "make") {
            make_sample(arguments[2], number);
        } else {
            time_sample(arguments[2], static_cast<unsigned>(number));
        }
    } catch (const std::exception& failure) {
        std::puts(failure.what());
        return 1;
    }
    return 0;
}
