// Removes every country from every supply network of a set and adds up what is lost. `write` makes the networks: goods
// with six stages and demand in 60 countries, which trade along about 1,700 links each.

#include "indicators/kernels/networks/network_flow.hpp"
#include "indicators/kernels/networks/removals.hpp"
#include "indicators/kernels/numbers/blocks.hpp"
#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <numeric>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace entangled::kernels;

constexpr std::size_t stages = 6;
constexpr std::size_t countries = 60;
constexpr std::size_t draws_a_node = 12;

/// Numbers of one purpose, one after the other.
struct Draws {
    std::uint64_t id;
    std::uint64_t next = 0;
    double uniform_number() { return uniform(id, next++); }
};

/// exp(1.3 z), z standard normal: few large, many small.
std::vector<double> heavy(std::uint64_t id, std::size_t size)
{
    std::vector<double> values(size);
    fill_normals(id, 0, values);
    for (double& value : values) value = std::exp(1.3 * value);
    return values;
}

struct Good {
    std::vector<SupplyNode> nodes;
    std::vector<SupplyLink> links;
};

/// Nodes of each stage: about 55% of the countries, and demand in all.
std::vector<std::vector<std::size_t>> add_nodes(Good& good, Draws& draws, std::uint64_t id,
                                                const std::vector<double>& sizes)
{
    const auto weights = heavy(id, (stages + 1) * countries);
    std::vector<std::vector<std::size_t>> at_stage(stages + 1);
    for (std::size_t stage = 0; stage <= stages; ++stage) {
        for (std::size_t country = 0; country < countries; ++country) {
            if (stage < stages && draws.uniform_number() >= 0.55) continue;
            const double scale = stage < stages ? 1000.0 : 700.0;
            at_stage[stage].push_back(good.nodes.size());
            good.nodes.push_back({stage, static_cast<std::uint32_t>(country),
                                  std::floor(1.0 + scale * sizes[country] * weights[stage * countries + country])});
        }
    }
    return at_stage;
}

/// Everyone sells at home, and to buyers drawn by their capacity to the power of 0.7.
void add_links(Good& good, Draws& draws, const std::vector<std::size_t>& sellers,
               const std::vector<std::size_t>& buyers)
{
    std::vector<double> sums;
    for (const std::size_t buyer : buyers) {
        sums.push_back((sums.empty() ? 0.0 : sums.back()) + std::pow(good.nodes[buyer].capacity, 0.7));
    }
    for (const std::size_t seller : sellers) {
        std::set<std::size_t> chosen;
        for (const std::size_t buyer : buyers) {
            if (good.nodes[buyer].group == good.nodes[seller].group) chosen.insert(buyer);
        }
        for (std::size_t i = 0; i < draws_a_node; ++i) {
            const auto drawn = std::ranges::lower_bound(sums, draws.uniform_number() * sums.back());
            chosen.insert(buyers[static_cast<std::size_t>(drawn - sums.begin())]);
        }
        for (const std::size_t buyer : chosen) {
            const double part = 0.05 + 0.5 * draws.uniform_number();
            good.links.push_back({seller, buyer, std::floor(1.0 + good.nodes[seller].capacity * part)});
        }
    }
}

Good make_good(std::uint64_t id, const std::vector<double>& sizes)
{
    Draws draws{derived_id(id, 1)};
    Good good;
    const auto at_stage = add_nodes(good, draws, derived_id(id, 2), sizes);
    for (std::size_t stage = 0; stage < stages; ++stage) add_links(good, draws, at_stage[stage], at_stage[stage + 1]);
    return good;
}

int write(const std::string& path, std::size_t goods)
{
    const auto sizes = heavy(1, countries);
    std::ofstream file{path};
    file << goods << '\n';
    for (std::size_t g = 0; g < goods; ++g) {
        const Good good = make_good(derived_id(7, g), sizes);
        file << good.nodes.size() << ' ' << good.links.size() << '\n';
        for (const auto& node : good.nodes) {
            file << fmt::format("{} {} {:.0f}\n", node.stage, node.group, node.capacity);
        }
        for (const auto& link : good.links) file << fmt::format("{} {} {:.0f}\n", link.from, link.to, link.capacity);
    }
    return file.good() ? 0 : 1;
}

std::vector<Good> read(const std::string& path)
{
    std::ifstream file{path};
    std::size_t size = 0;
    file >> size;
    std::vector<Good> goods(size);
    for (Good& good : goods) {
        std::size_t nodes = 0;
        std::size_t links = 0;
        file >> nodes >> links;
        good.nodes.resize(nodes);
        good.links.resize(links);
        for (auto& node : good.nodes) file >> node.stage >> node.group >> node.capacity;
        for (auto& link : good.links) file >> link.from >> link.to >> link.capacity;
    }
    return goods;
}

/// What the removals of all countries, one by one, lose in one good.
double shortfall(const Good& good)
{
    const auto network = SupplyNetwork::make(good.nodes, good.links).value();
    const double base = in_units(network.network_flow(), network.network_flow().flow);
    double lost = 0.0;
    for (const double flow : flows_without(network, whole_groups(network)).value()) lost += base - flow;
    return lost;
}

int run(const std::string& path, unsigned threads)
{
    const auto goods = read(path);
    std::vector<double> lost(goods.size());
    const auto begin = std::chrono::steady_clock::now();
    for_each_block(goods.size(), threads, [&](std::size_t g) { lost[g] = shortfall(goods[g]); });
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    fmt::print("{{\"seconds\": {:.6f}, \"flows\": {}, \"shortfall\": {:.0f}, \"first\": {:.0f}}}\n", took.count(),
               goods.size() * (countries + 1), std::accumulate(lost.begin(), lost.end(), 0.0), lost.front());
    return 0;
}

}  // namespace

int main(int count, char** words)
{
    const std::vector<std::string> arguments(words + 1, words + count);
    if (arguments.size() == 3 && arguments[0] == "write") return write(arguments[1], std::stoul(arguments[2]));
    if (arguments.size() == 3 && arguments[0] == "run") {
        return run(arguments[1], static_cast<unsigned>(std::stoul(arguments[2])));
    }
    fmt::print(stderr, "bench_flow write FILE GOODS\nbench_flow run FILE THREADS\n");
    return 2;
}
