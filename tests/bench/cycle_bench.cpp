#include <benchmark/benchmark.h>

#include "daemon/engine/cycle.hpp"
#include "daemon/process/snapshot.hpp"
#include "daemon/replay/replay.hpp"
#include "daemon/replay/steps.hpp"

// What a round costs on the shipped data: with nothing changed, computed whole, and again and again through the past.

namespace entangled {
namespace {

const Snapshot& shipped()
{
    static const Snapshot snapshot =
        load_snapshot(ENTANGLED_SOURCE_DIR "/config/entangled.toml", Timestamp{*parse_date("2026-11-21")});
    return snapshot;
}

void unchanged_cycle(benchmark::State& state)
{
    const auto plan = shipped().configuration->plan;
    Timestamp now{*parse_date("2026-11-21")};
    CyclePtr last = next_cycle(nullptr, {}, plan, shipped().dataset, now);
    for (auto _ : state) {
        now += Duration{60'000};
        last = next_cycle(last, last->alerts, plan, shipped().dataset, now);
        benchmark::DoNotOptimize(last);
    }
    state.counters["readings"] = static_cast<double>(plan->readings.size());
}
BENCHMARK(unchanged_cycle)->Unit(benchmark::kMicrosecond);

void full_cycle(benchmark::State& state)
{
    const auto plan = shipped().configuration->plan;
    const Timestamp now{*parse_date("2026-08-13")};
    for (auto _ : state) benchmark::DoNotOptimize(next_cycle(nullptr, {}, plan, shipped().dataset, now));
}
BENCHMARK(full_cycle)->Unit(benchmark::kMillisecond);

void replay_sixteen_years_by_month(benchmark::State& state)
{
    const auto days = days_of({*parse_date("2010-11-01"), *parse_date("2026-11-01"), {1, Step::Unit::month}});
    for (auto _ : state) {
        Replay replay(shipped().configuration->plan, shipped().dataset);
        for (const Date day : *days) benchmark::DoNotOptimize(replay.advance(Timestamp{day}));
    }
    state.counters["steps"] = static_cast<double>(days->size());
}
BENCHMARK(replay_sixteen_years_by_month)->Unit(benchmark::kMillisecond);

void read_everything(benchmark::State& state)
{
    const Timestamp now{*parse_date("2026-11-21")};
    for (auto _ : state) benchmark::DoNotOptimize(load_snapshot(ENTANGLED_SOURCE_DIR "/config/entangled.toml", now));
}
BENCHMARK(read_everything)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace entangled
