#include "indicators/kernels/uncertainty/concentration_draws.hpp"

#include <fmt/format.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

// Usage: bench_monte_carlo FLOWS THREADS ROUNDS. FLOWS holds 500 amounts and then 500 standard deviations as raw
// doubles: 25 cells of 20 suppliers, every fourth in the bloc. Prints the seconds of each round, then the means.

namespace {

constexpr std::size_t flow_count = 500;
constexpr std::size_t per_cell = 20;

std::vector<double> read_doubles(const char* path, std::size_t count)
{
    std::vector<double> values(count);
    std::FILE* file = std::fopen(path, "rb");
    if (file == nullptr) std::exit(2);
    const std::size_t read = std::fread(values.data(), sizeof(double), count, file);
    std::fclose(file);
    if (read != count) std::exit(2);
    return values;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 4) {
        fmt::print(stderr, "usage: bench_monte_carlo FLOWS THREADS ROUNDS\n");
        return 2;
    }
    const auto values = read_doubles(argv[1], 2 * flow_count);
    std::vector<std::uint8_t> in_bloc(flow_count);
    for (std::size_t i = 0; i < flow_count; ++i) in_bloc[i] = i % 4 == 0 ? 1 : 0;
    std::vector<std::size_t> cell_ends;
    for (std::size_t end = per_cell; end <= flow_count; end += per_cell) cell_ends.push_back(end);
    entangled::kernels::UncertainFlows flows{.amounts = std::span{values}.first(flow_count),
                                             .log_sd = std::span{values}.last(flow_count),
                                             .in_bloc = in_bloc,
                                             .cell_ends = cell_ends,
                                             .threads = static_cast<unsigned>(std::atoi(argv[2]))};
    for (int round = 0; round < std::atoi(argv[3]); ++round) {
        flows.id = static_cast<std::uint64_t>(round);
        const auto start = std::chrono::steady_clock::now();
        const auto cells = entangled::kernels::concentration_draws(flows).value();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        fmt::print("seconds {:.6f}\n", taken.count());
        for (const auto& cell : cells) {
            for (const auto& ratio : {cell.hhi, cell.top_share, cell.bloc_share}) {
                fmt::print("{:.17g} {:.17g} {:.17g} {:.17g}\n", ratio.mean, ratio.q05, ratio.q50, ratio.q95);
            }
        }
    }
    return 0;
}
