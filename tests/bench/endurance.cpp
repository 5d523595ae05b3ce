#include <fmt/format.h>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "daemon/process/feed_desk.hpp"
#include "daemon/process/round.hpp"
#include "daemon/process/snapshot.hpp"

// Runs rounds of the real process on virtual time and prints the memory it holds: `endurance [ROUNDS]`, default
// 100,000, one a minute. Memory has to be flat from the first tenth on.

namespace {

long rss_anon_kib()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("RssAnon:", 0) == 0) return std::strtol(line.c_str() + 8, nullptr, 10);
    }
    return -1;
}

}  // namespace

int main(int argc, char** argv)
{
    using namespace entangled;
    const long rounds = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 100'000;
    Timestamp now{*parse_date("2026-08-01")};
    Snapshot snapshot = load_snapshot(ENTANGLED_SOURCE_DIR "/config/entangled.toml", now);
    if (!snapshot.configuration) return 1;
    FeedMemories memories;
    CyclePtr last;
    auto dataset = snapshot.dataset;
    std::size_t recomputed = 0;
    for (long round = 0; round < rounds; ++round) {
        const bool hourly = round % 60 == 0;
        FeedOrder order{hourly ? feed_ids(snapshot.configuration->feeds) : std::vector<std::string>{}, false};
        RoundOutput output = run_round({now,
                                        snapshot.configuration,
                                        dataset,
                                        memories,
                                        std::move(order),
                                        last,
                                        last ? last->alerts : AlertStates{},
                                        {},
                                        {}});
        if (!output.cycle || !output.page) return 1;
        dataset = std::move(output.dataset);
        memories = std::move(output.memories);
        last = std::move(output.cycle);
        recomputed += last->recomputed;
        now += Duration{60'000};
        if (round % (rounds / 10) == 0) fmt::print("round {:>8}  RssAnon {} KiB\n", round, rss_anon_kib());
        std::fflush(stdout);
    }
    fmt::print("round {:>8}  RssAnon {} KiB, {:.1f} readings computed a round of {}\n", rounds, rss_anon_kib(),
               static_cast<double>(recomputed) / static_cast<double>(rounds), last->readings.size());
    return 0;
}
