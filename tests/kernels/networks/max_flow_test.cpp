#include "indicators/kernels/networks/max_flow.hpp"

#include "tests/kernels/networks/magnet_chain.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using testing::MagnetChain;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

/// Mine, refinery and demand in a row.
Result<SupplyNetwork> row(double mine, double refinery, double demand, double link = 1e301)
{
    return SupplyNetwork::make({{0, 0, mine}, {1, 0, refinery}, {2, 0, demand}}, {{0, 1, link}, {1, 2, link}});
}

double flow_of(const Result<SupplyNetwork>& network) { return max_flow(network.value()).value().flow; }

}  // namespace

TEST_CASE("the magnet chain delivers what hand computation and networkx give", "[kernels][networks]")
{
    // Toy chain with all numbers by hand; networkx gives the same.
    const MagnetChain chain;
    const auto network = chain.network();
    CHECK(network.demand() == 20.0);
    const auto base = max_flow(network).value();
    CHECK(base.flow == 20.0);
    CHECK(base.resilience == 1.0);
    CHECK(base.shortfall == 0.0);
    struct Case {
        std::string without;
        double flow;
    };
    const auto c = GENERATE(values<Case>({{"sCN", 7},
                                          {"aCN", 7},
                                          {"gCN", 9},
                                          {"mCN", 16},
                                          {"mUS", 20},
                                          {"mAU", 20},
                                          {"sUS", 20},
                                          {"sMY", 20},
                                          {"aJP", 20},
                                          {"aUS", 20},
                                          {"gJP", 20},
                                          {"gUS", 20},
                                          {"gEU", 20}}));
    CAPTURE(c.without);
    const auto supply = max_flow(network, std::vector{chain.at(c.without)}).value();
    CHECK(supply.flow == c.flow);
    CHECK(supply.resilience == c.flow / 20.0);
    CHECK(supply.shortfall == 1.0 - c.flow / 20.0);
}

TEST_CASE("without all of China the chain is one Japanese node from standstill", "[kernels][networks]")
{
    const MagnetChain chain;
    const auto network = chain.network();
    auto out = network.nodes_of(MagnetChain::cn);
    REQUIRE(out.size() == 4);
    CHECK(max_flow(network, out).value().flow == 7.0);
    struct Case {
        std::string without;
        double flow;
    };
    const auto c = GENERATE(values<Case>({{"aJP", 1},
                                          {"gJP", 1},
                                          {"mAU", 4},
                                          {"sMY", 4},
                                          {"aUS", 6},
                                          {"mUS", 7},
                                          {"sUS", 7},
                                          {"gUS", 7},
                                          {"gEU", 7},
                                          {"sCN", 7}}));
    CAPTURE(c.without);
    out.push_back(chain.at(c.without));
    CHECK(max_flow(network, out).value().flow == c.flow);
}

TEST_CASE("the minimum cut names what binds", "[kernels][networks]")
{
    const MagnetChain chain;
    const auto network = chain.network();
    SECTION("demand, if all of it can be met")
    {
        const auto cut = max_flow(network).value().upstream;
        CHECK(cut.nodes == std::vector{chain.at("bloc")});
        CHECK(cut.links.empty());
        CHECK(cut.binding_stage == 4);
    }
    SECTION("alloys without China: not the mines, of which 21 kt are left")
    {
        const auto supply = max_flow(network, network.nodes_of(MagnetChain::cn)).value();
        CHECK(supply.upstream.nodes == std::vector{chain.at("aJP"), chain.at("aUS")});
        CHECK(supply.upstream.links.empty());
        CHECK(supply.upstream.binding_stage == 2);
        REQUIRE(supply.upstream.stages.size() == 1);
        CHECK(supply.upstream.stages[0].stage == 2);
        CHECK(supply.upstream.stages[0].capacity == 7.0);
        // Seen from demand the same 7 kt: the link of the Japanese alloy maker, and the American one.
        CHECK(supply.downstream.nodes == std::vector{chain.at("aUS")});
        REQUIRE(supply.downstream.links.size() == 1);
        CHECK(network.links()[supply.downstream.links[0]].from == chain.at("aJP"));
        CHECK(supply.downstream.binding_stage == 2);
    }
    SECTION("nothing, if nothing flows")
    {
        const auto supply = max_flow(network, std::vector{chain.at("bloc")}).value();
        CHECK(supply.flow == 0.0);
        CHECK(supply.resilience == 0.0);
        CHECK(supply.upstream.nodes.empty());
        CHECK_FALSE(supply.upstream.binding_stage);
        CHECK_FALSE(supply.downstream.binding_stage);
    }
    SECTION("both of two equal stages, each from its side")
    {
        const auto supply = max_flow(row(3, 3, 5).value()).value();
        CHECK(supply.upstream.nodes == std::vector<std::size_t>{0});
        CHECK(supply.downstream.nodes == std::vector<std::size_t>{1});
    }
    SECTION("not a node too large to bind, however large")
    {
        CHECK(max_flow(row(100, 1e300, 20).value()).value().upstream.nodes == std::vector<std::size_t>{2});
    }
}

TEST_CASE("random networks agree with networkx", "[kernels][networks]")
{
    // networkx.maximum_flow_value on the network that this generator makes; base and without each group.
    struct Case {
        std::uint64_t seed;
        std::size_t links;
        double base;
        std::vector<double> groups;
    };
    const auto c = GENERATE(values<Case>(
        {{1, 54, 64, {61, 59, 47, 38, 32}}, {2, 44, 89, {63, 59, 68, 69, 55}}, {3, 42, 73, {52, 47, 49, 39, 53}}}));
    CAPTURE(c.seed);
    std::uint64_t state = c.seed;
    const auto next = [&] { return (state = (state * 1103515245 + 12345) % (1U << 31U)) >> 8U; };
    std::vector<SupplyNode> nodes;
    std::vector<SupplyLink> links;
    for (std::size_t i = 0; i < 20; ++i) {
        nodes.push_back({i / 5, static_cast<std::uint32_t>(i % 5), static_cast<double>(next() % 40)});
    }
    for (std::size_t i = 0; i < 20; ++i) {
        for (std::size_t j = 0; j < 20; ++j) {
            if (j / 5 > i / 5 && next() % 3 == 0) links.push_back({i, j, static_cast<double>(next() % 20)});
        }
    }
    REQUIRE(links.size() == c.links);
    const auto network = SupplyNetwork::make(nodes, links).value();
    CHECK(max_flow(network).value().flow == c.base);
    for (std::uint32_t group = 0; group < 5; ++group) {
        CHECK(max_flow(network, network.nodes_of(group)).value().flow == c.groups[group]);
    }
}

TEST_CASE("fractions and extremes flow exactly", "[kernels][networks]")
{
    CHECK(flow_of(row(0.1, 0.3, 0.7)) == 0.1);
    // Three tenths by three ways; adding doubles on the way gives 0.30000000000000004 or 0.3, as the order will have
    // it.
    const auto split =
        SupplyNetwork::make({{0, 0, .1}, {0, 1, .1}, {0, 2, .1}, {1, 0, 1}}, {{0, 3, 1}, {1, 3, 1}, {2, 3, 1}});
    CHECK(flow_of(split) == Approx(0.3).epsilon(1e-15));
    CHECK(flow_of(row(1e300, 2e300, 5e299)) == 5e299);
    CHECK(flow_of(row(5e-324, 1, 1)) == 5e-324);
    CHECK(flow_of(row(1e300, 1e300, 1e300, 1e-300)) == 1e-300);
    CHECK(flow_of(row(1e300, 1e300, 1e300, 3.0)) == 3.0);
    CHECK(flow_of(row(0, 1, 1)) == 0.0);
    CHECK(flow_of(row(1, 1, 1, 0)) == 0.0);
    // What is small beside the flow is still counted: 2^53 + 1 + 1 in doubles is 2^53.
    const auto small = SupplyNetwork::make({{0, 0, 9007199254740992.0}, {0, 0, 1}, {0, 0, 1}, {1, 0, 1e17}},
                                           {{0, 3, 1e17}, {1, 3, 1}, {2, 3, 1}});
    CHECK(flow_of(small) == 9007199254740994.0);
}

TEST_CASE("links may skip stages and repeat", "[kernels][networks]")
{
    const auto skip = SupplyNetwork::make({{0, 0, 5}, {3, 0, 1}, {9, 0, 10}}, {{0, 1, 5}, {1, 2, 5}, {0, 2, 3}});
    CHECK(flow_of(skip) == 4.0);
    const auto twice = SupplyNetwork::make({{0, 0, 5}, {1, 0, 10}}, {{0, 1, 2}, {0, 1, 2}});
    CHECK(flow_of(twice) == 4.0);
}

TEST_CASE("networks that are none are errors", "[kernels][networks]")
{
    struct Case {
        std::string what;
        std::vector<SupplyNode> nodes;
        std::vector<SupplyLink> links;
        Errc code;
    };
    const auto c = GENERATE(values<Case>({
        {"empty", {}, {}, Errc::no_data},
        {"one node", {{0, 0, 1}}, {}, Errc::insufficient_points},
        {"one stage", {{2, 0, 1}, {2, 0, 1}}, {}, Errc::insufficient_points},
        {"no demand", {{0, 0, 1}, {1, 0, 0}}, {{0, 1, 1}}, Errc::no_data},
        {"negative capacity", {{0, 0, -1}, {1, 0, 1}}, {}, Errc::bad_value},
        {"NaN capacity", {{0, 0, nan_value}, {1, 0, 1}}, {}, Errc::bad_value},
        {"infinite capacity", {{0, 0, inf}, {1, 0, 1}}, {}, Errc::bad_value},
        {"negative link", {{0, 0, 1}, {1, 0, 1}}, {{0, 1, -1}}, Errc::bad_value},
        {"infinite link", {{0, 0, 1}, {1, 0, 1}}, {{0, 1, inf}}, Errc::bad_value},
        {"link to nowhere", {{0, 0, 1}, {1, 0, 1}}, {{0, 2, 1}}, Errc::bad_value},
        {"link within a stage", {{0, 0, 1}, {0, 0, 1}, {1, 0, 1}}, {{0, 1, 1}}, Errc::bad_value},
        {"link backwards", {{0, 0, 1}, {1, 0, 1}}, {{1, 0, 1}}, Errc::bad_value},
        {"demand overflows", {{0, 0, 1}, {1, 0, 1e308}, {1, 0, 1e308}}, {}, Errc::bad_value},
    }));
    CAPTURE(c.what);
    CHECK(SupplyNetwork::make(c.nodes, c.links).error().code == c.code);
}

TEST_CASE("an unknown node cannot be removed", "[kernels][networks]")
{
    CHECK(max_flow(row(1, 1, 1).value(), std::vector<std::size_t>{3}).error().code == Errc::bad_value);
}

TEST_CASE("nodes are found by their group", "[kernels][networks]")
{
    const auto network = MagnetChain{}.network();
    using testing::MagnetChain;
    CHECK(network.nodes_of(MagnetChain::jp) == std::vector<std::size_t>{6, 9});
    CHECK(network.nodes_of(99).empty());
    CHECK(network.groups() == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6});
}
