// Early-warning statistics of a series with rising autocorrelation beside AR(1) surrogates: how long, and the numbers.
// Arguments: a file of doubles (absent: a series of its own), surrogates, threads, rounds.

#include "indicators/kernels/change/early_warning.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace {

using namespace entangled::kernels;

/// AR(1) with phi from 0.3 to 0.9 about a slow cycle.
std::vector<double> own_series()
{
    std::vector<double> values(10'000);
    fill_normals(99, 0, values);
    double state = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto time = static_cast<double>(i);
        state = (0.3 + 0.6 * time / static_cast<double>(values.size())) * state + values[i];
        values[i] = state + 5.0 * std::sin(time / 1500.0);
    }
    return values;
}

std::vector<double> read_series(const char* path)
{
    std::ifstream file{path, std::ios::binary | std::ios::ate};
    if (!file) return {};
    std::vector<double> values(static_cast<std::size_t>(file.tellg()) / sizeof(double));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(double)));
    return values;
}

unsigned long argument(int argc, char** argv, int index, unsigned long otherwise)
{
    return argc > index ? std::strtoul(argv[index], nullptr, 10) : otherwise;
}

}  // namespace

int main(int argc, char** argv)
{
    const auto values = argc > 1 ? read_series(argv[1]) : own_series();
    SurrogatePlan plan;
    plan.window = values.size() / 4;
    plan.statistics = {WindowStatistic::variance, WindowStatistic::ac1_pearson};
    plan.surrogates = argument(argc, argv, 2, 1000);
    plan.threads = static_cast<unsigned>(argument(argc, argv, 3, 1));
    for (unsigned long round = argument(argc, argv, 4, 1); round > 0; --round) {
        const auto start = std::chrono::steady_clock::now();
        const auto parts = detrend(values, Detrending::gaussian_reflected, 0.2);
        if (!parts) return std::fprintf(stderr, "%s\n", parts.error().detail.c_str()), 1;
        const auto warning = early_warning(parts->residual, plan);
        if (!warning) return std::fprintf(stderr, "%s\n", warning.error().detail.c_str()), 1;
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        std::printf("seconds %.6f phi %.12f", seconds.count(), warning->phi);
        for (const auto& trend : warning->trends) std::printf(" tau %.15f p %.6f", trend.tau, trend.p);
        std::printf("\n");
    }
    return 0;
}
