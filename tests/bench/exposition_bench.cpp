#include <benchmark/benchmark.h>

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "daemon/metrics/exposition.hpp"
#include "daemon/metrics/gzip.hpp"

namespace {

using namespace entangled;

/// As in performance.md E: 20 gauge families with 3 labels and values that need all their digits.
/// Samples come in the order of their labels or in reverse, which is the most work.
std::vector<MetricFamily> families(std::int64_t series, bool ordered = true)
{
    std::vector<MetricFamily> all;
    for (int i = 0; i < 20; ++i) {
        MetricFamily family;
        family.name = "entangled_kind_" + std::to_string(i) + "_ratio";
        family.unit = "ratio";
        family.help = "A ratio from 0 to 1 for the measurement of the writer.";
        family.label_names = {"reading", "good", "supplier"};
        for (std::int64_t n = 0; n < series / 20; ++n) {
            const double value = std::fabs(std::sin(static_cast<double>(n * 20 + i + 1)));
            family.samples.push_back({{fmt::format("reading_{:06}", n), "neodymium_magnets", "CN"}, value});
        }
        if (!ordered) std::reverse(family.samples.begin(), family.samples.end());
        all.push_back(std::move(family));
    }
    return all;
}

void count(benchmark::State& state)
{
    state.counters["s_per_series"] =
        benchmark::Counter(static_cast<double>(state.range(0)),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// Checking, ordering and rendering the lines, which both formats share.
void make(benchmark::State& state)
{
    const std::vector<MetricFamily> input = families(state.range(0), state.range(1) != 0);
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<MetricFamily> copy = input;
        state.ResumeTiming();
        benchmark::DoNotOptimize(Exposition::make(std::move(copy)));
    }
    count(state);
}

void text(benchmark::State& state)
{
    const Exposition exposition = Exposition::make(families(state.range(0))).value();
    for (auto _ : state) benchmark::DoNotOptimize(exposition.text());
    count(state);
}

void openmetrics(benchmark::State& state)
{
    const Exposition exposition = Exposition::make(families(state.range(0))).value();
    for (auto _ : state) benchmark::DoNotOptimize(exposition.openmetrics());
    count(state);
}

void compress(benchmark::State& state)
{
    const std::string page = Exposition::make(families(state.range(0))).value().text();
    for (auto _ : state) benchmark::DoNotOptimize(gzip(page));
    count(state);
}

}  // namespace

BENCHMARK(make)->ArgNames({"series", "ordered"})->ArgsProduct({{1000, 10000}, {1, 0}});
BENCHMARK(text)->Arg(1000)->Arg(10000);
BENCHMARK(openmetrics)->Arg(1000)->Arg(10000);
BENCHMARK(compress)->Arg(1000)->Arg(10000);
