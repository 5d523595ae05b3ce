#include <fmt/format.h>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "daemon/commands/commands.hpp"
#include "daemon/commands/history.hpp"
#include "daemon/metrics/arrival.hpp"

namespace entangled {
namespace {

/// Whether the file is whole.
bool count_written(std::istream& file, Arrival& arrival)
{
    std::string line;
    bool ended = false;
    while (std::getline(file, line)) {
        ended = line == "# EOF";
        if (const auto sample = read_openmetrics_sample(line)) arrival.written(*sample);
    }
    return ended;
}

/// Whether there is anything that is a dump.
bool count_arrived(std::istream& dump, Arrival& arrival)
{
    std::string line;
    bool found = false;
    while (std::getline(dump, line)) {
        const auto sample = read_dumped_sample(line);
        if (!sample) continue;
        found = true;
        arrival.arrived(*sample);
    }
    return found;
}

}  // namespace

int backfill_check(const std::string& file)
{
    std::ifstream written(file);
    Arrival arrival;
    if (!written.is_open() || !count_written(written, arrival)) {
        fmt::print(stderr, "{}: not a whole file of `entangled backfill`: it has to be there and end in # EOF\n", file);
        return exit_usage;
    }
    std::ios::sync_with_stdio(false);
    if (!count_arrived(std::cin, arrival)) {
        fmt::print(stderr,
                   "no sample on standard input: pipe `promtool tsdb dump` into this, of a folder that Prometheus has "
                   "already run on\n");
        return exit_failure;
    }
    fmt::print("{}", arrival.text());
    if (arrival.is_complete()) {
        fmt::print("everything arrived\n");
        return exit_ok;
    }
    fmt::print("not everything arrived: raise --storage.tsdb.retention.time of Prometheus, and import again\n");
    return exit_failure;
}

}  // namespace entangled
