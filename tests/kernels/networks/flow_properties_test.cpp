#include "indicators/kernels/networks/max_flow.hpp"
#include "indicators/kernels/networks/removals.hpp"

#include "tests/kernels/networks/random_network.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using testing::Parts;
using testing::some_nodes;
using testing::some_parts;

namespace {

/// Least capacity of all cuts, tried one by one: each node's inside and outside are on either side.
double least_cut(const Parts& parts)
{
    const auto [low, high] = std::ranges::minmax(parts.nodes, {}, &SupplyNode::stage);
    const std::size_t size = parts.nodes.size();
    double least = 1e300;
    for (std::size_t sides = 0; sides < std::size_t{1} << (2 * size); ++sides) {
        const auto entry = [&, low = low.stage](std::size_t i) {
            return parts.nodes[i].stage == low || (sides >> (2 * i) & 1U) != 0;
        };
        const auto exit = [&, high = high.stage](std::size_t i) {
            return parts.nodes[i].stage != high && (sides >> (2 * i + 1) & 1U) != 0;
        };
        double capacity = 0.0;
        for (std::size_t i = 0; i < size; ++i) capacity += entry(i) && !exit(i) ? parts.nodes[i].capacity : 0.0;
        for (const auto& link : parts.links) capacity += exit(link.from) && !entry(link.to) ? link.capacity : 0.0;
        least = std::min(least, capacity);
    }
    return least;
}

double capacity_of(const Parts& parts, const MinimumCut& cut)
{
    double sum = 0.0;
    for (const std::size_t node : cut.nodes) sum += parts.nodes[node].capacity;
    for (const std::size_t link : cut.links) sum += parts.links[link].capacity;
    return sum;
}

/// Flow once everything in the cut has no limit of its own, and once it has no capacity.
bool separates(Parts parts, const MinimumCut& cut)
{
    for (const std::size_t node : cut.nodes) parts.nodes[node].capacity = 0.0;
    for (const std::size_t link : cut.links) parts.links[link].capacity = 0.0;
    double demand = 0.0;
    const auto high = std::ranges::max(parts.nodes, {}, &SupplyNode::stage).stage;
    for (const auto& node : parts.nodes) demand += node.stage == high ? node.capacity : 0.0;
    return demand == 0.0 || max_flow(parts.network()).value().flow == 0.0;
}

}  // namespace

TEST_CASE("the maximal flow is the least of all cuts of a tiny network", "[kernels][networks]")
{
    CHECK(rc::check("by trying all of them", [] {
        const auto parts = some_parts(6);
        RC_ASSERT(max_flow(parts.network()).value().flow == least_cut(parts));
    }));
}

TEST_CASE("maximal flow and minimum cut are dual", "[kernels][networks]")
{
    CHECK(rc::check("whole numbers exactly, with nodes removed", [] {
        const auto parts = some_parts(24);
        const auto removed = some_nodes(parts);
        const auto supply = max_flow(parts.network(), removed).value();
        for (const MinimumCut& cut : {supply.upstream, supply.downstream}) {
            RC_ASSERT(capacity_of(parts, cut) == supply.flow);
            RC_ASSERT(separates(parts.without(removed), cut));
            for (const std::size_t node : removed) RC_ASSERT(!std::ranges::binary_search(cut.nodes, node));
        }
    }));
    CHECK(rc::check("fractions within rounding", [] {
        const auto parts = some_parts(24, 0.1);
        const auto supply = max_flow(parts.network()).value();
        RC_ASSERT(std::abs(capacity_of(parts, supply.upstream) - supply.flow) <= 1e-14 * supply.flow);
        RC_ASSERT(std::abs(capacity_of(parts, supply.downstream) - supply.flow) <= 1e-14 * supply.flow);
    }));
}

TEST_CASE("relieving one part of a minimum cut can help only if it is in both", "[kernels][networks]")
{
    CHECK(rc::check("the two cuts are the nearest to either end", [] {
        auto parts = some_parts(12);
        const auto supply = max_flow(parts.network()).value();
        const auto high = std::ranges::max(parts.nodes, {}, &SupplyNode::stage).stage;
        for (std::size_t node = 0; node < parts.nodes.size(); ++node) {
            if (parts.nodes[node].stage == high) continue;
            auto wider = parts;
            wider.nodes[node].capacity += 1.0;
            const bool helps = max_flow(wider.network()).value().flow > supply.flow;
            const bool in_both = std::ranges::binary_search(supply.upstream.nodes, node) &&
                                 std::ranges::binary_search(supply.downstream.nodes, node);
            if (parts.nodes[node].capacity > 0.0) RC_ASSERT(helps == in_both);
        }
    }));
}

TEST_CASE("a flow taken up again equals one found anew", "[kernels][networks]")
{
    CHECK(rc::check("byte for byte, for any removals and fractions", [] {
        const auto parts = some_parts(20, *rc::gen::element(1.0, 0.1, 1e-200));
        const auto network = parts.network();
        const auto already = some_nodes(parts);
        std::vector<Removal> removals;
        for (int i = 0; i < 6; ++i) removals.push_back(some_nodes(parts));
        const auto flows = flows_without(network, removals, {.already = already}).value();
        for (std::size_t i = 0; i < removals.size(); ++i) {
            auto all = removals[i];
            all.insert(all.end(), already.begin(), already.end());
            const auto fresh = SupplyNetwork::make(parts.without(all).nodes, parts.links);
            RC_ASSERT(flows[i] == max_flow(network, all).value().flow);
            // Without demand there is no network; its flow is 0.
            const double expected = fresh ? max_flow(*fresh).value().flow : 0.0;
            RC_ASSERT(std::abs(flows[i] - expected) <= 1e-15 * network.demand());
        }
    }));
}

TEST_CASE("removing more never helps, and loses at most what ran through", "[kernels][networks]")
{
    CHECK(rc::check("monotone", [] {
        const auto parts = some_parts(20);
        const auto network = parts.network();
        auto removed = some_nodes(parts);
        const double before = max_flow(network, removed).value().flow;
        removed.push_back(*rc::gen::inRange<std::size_t>(0, parts.nodes.size()));
        const double after = max_flow(network, removed).value().flow;
        RC_ASSERT(after <= before);
        RC_ASSERT(after >= before - parts.nodes[removed.back()].capacity);
    }));
}

TEST_CASE("the order of nodes and links does not matter", "[kernels][networks]")
{
    CHECK(rc::check("same bytes, same cut", [] {
        const auto parts = some_parts(16, 0.3);
        Parts mirror{{parts.nodes.rbegin(), parts.nodes.rend()}, {parts.links.rbegin(), parts.links.rend()}};
        const std::size_t last = parts.nodes.size() - 1;
        for (auto& link : mirror.links) link = {last - link.from, last - link.to, link.capacity};
        const auto one = max_flow(parts.network()).value();
        const auto other = max_flow(mirror.network()).value();
        RC_ASSERT(one.flow == other.flow);
        auto nodes = other.upstream.nodes;
        for (std::size_t& node : nodes) node = last - node;
        std::ranges::reverse(nodes);
        RC_ASSERT(nodes == one.upstream.nodes);
        RC_ASSERT(one.upstream.binding_stage == other.upstream.binding_stage);
    }));
    CHECK(rc::check("a power of two as unit changes nothing else", [] {
        const auto parts = some_parts(16, 0.3);
        auto large = parts;
        for (auto& node : large.nodes) node.capacity *= 4096.0;
        for (auto& link : large.links) link.capacity *= 4096.0;
        const auto one = max_flow(parts.network()).value();
        const auto other = max_flow(large.network()).value();
        RC_ASSERT(other.flow == 4096.0 * one.flow);
        RC_ASSERT(other.resilience == one.resilience && other.downstream.links == one.downstream.links);
    }));
}
