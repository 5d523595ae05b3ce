#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "daemon/metrics/exposition.hpp"
#include "daemon/metrics/gzip.hpp"
#include "tests/bench/gauge_families.hpp"

namespace {

using namespace entangled;

/// Samples come in the order of their labels or in reverse, which is the most work.
std::vector<MetricFamily> families(std::int64_t series, bool ordered = true)
{
    std::vector<MetricFamily> all = gauge_families(series);
    if (ordered) return all;
    for (MetricFamily& family : all) std::reverse(family.samples.begin(), family.samples.end());
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
