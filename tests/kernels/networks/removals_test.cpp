#include "indicators/kernels/networks/removals.hpp"

#include "indicators/kernels/networks/max_flow.hpp"
#include "tests/kernels/networks/magnet_chain.hpp"
#include "tests/kernels/networks/random_network.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using Eigen::Index;
using testing::MagnetChain;
using testing::some_parts;

namespace {

/// Least flow over all sets of `together` removals, in dictionary order.
Interdiction tried_one_by_one(const SupplyNetwork& network, const std::vector<Removal>& removals, std::size_t together)
{
    std::vector<char> mask(removals.size(), 0);
    std::fill_n(mask.begin(), together, char{1});
    Interdiction worst;
    do {
        std::vector<std::size_t> chosen;
        std::vector<std::size_t> nodes;
        for (std::size_t i = 0; i < removals.size(); ++i) {
            if (mask[i] == 0) continue;
            chosen.push_back(i);
            nodes.insert(nodes.end(), removals[i].begin(), removals[i].end());
        }
        const double flow = max_flow(network, nodes).value().flow;
        if (!worst.chosen.empty() && flow >= worst.flow) continue;
        worst = {flow, flow / network.demand(), chosen};
    } while (std::ranges::prev_permutation(mask).found);
    return worst;
}

}  // namespace

TEST_CASE("single removals of the magnet chain, before and after China", "[kernels][networks]")
{
    // mUS mAU mCN sUS sMY sCN aJP aUS aCN gJP gUS gEU gCN bloc; by hand, and with networkx.
    const auto network = MagnetChain{}.network();
    const auto singles = single_nodes(network);
    CHECK(flows_without(network, singles).value() ==
          std::vector<double>{20, 20, 16, 20, 20, 7, 20, 20, 7, 20, 20, 20, 9, 0});
    CHECK(flows_without(network, singles, {.already = network.nodes_of(MagnetChain::cn)}).value() ==
          std::vector<double>{7, 4, 7, 7, 4, 7, 1, 6, 7, 1, 7, 7, 7, 0});
    // US, AU, CN, MY, JP, EU, bloc.
    CHECK(flows_without(network, whole_groups(network)).value() == std::vector<double>{20, 20, 7, 20, 20, 20, 0});
}

TEST_CASE("the worst pair of the magnet chain is China and one Japanese node", "[kernels][networks]")
{
    const MagnetChain chain;
    const auto network = chain.network();
    auto removals = single_nodes(network);
    removals.pop_back();
    const auto one = interdiction(network, removals, 1).value();
    CHECK(one.flow == 7.0);
    CHECK(one.resilience == 0.35);
    CHECK(one.chosen == std::vector{chain.at("sCN")});
    const auto after = interdiction(network, removals, 1, {.already = network.nodes_of(MagnetChain::cn)}).value();
    CHECK(after.flow == 1.0);
    CHECK(after.chosen == std::vector{chain.at("aJP")});
    auto countries = whole_groups(network);
    countries.pop_back();
    const auto pair = interdiction(network, countries, 2).value();
    CHECK(pair.flow == 1.0);
    CHECK(pair.chosen == std::vector<std::size_t>{MagnetChain::cn, MagnetChain::jp});
}

TEST_CASE("removals of random networks agree with networkx", "[kernels][networks]")
{
    // networkx over all nodes, all pairs of nodes and all pairs of groups of the networks that this generator makes.
    struct Case {
        std::uint64_t seed;
        double one;
        std::vector<std::size_t> single;
        double two;
        std::vector<std::size_t> pair;
        double groups;
        std::vector<std::size_t> group_pair;
    };
    const auto c = GENERATE(values<Case>({{1, 38, {18}, 17, {18, 19}, 9, {2, 4}},
                                          {2, 62, {4}, 35, {1, 4}, 24, {1, 4}},
                                          {3, 54, {17}, 22, {15, 17}, 19, {2, 3}}}));
    CAPTURE(c.seed);
    std::uint64_t state = c.seed;
    const auto next = [&] { return (state = (state * 1103515245 + 12345) % (1U << 31U)) >> 8U; };
    testing::Parts parts;
    for (std::size_t i = 0; i < 20; ++i) {
        parts.nodes.push_back({i / 5, static_cast<std::uint32_t>(i % 5), static_cast<double>(next() % 40)});
    }
    for (std::size_t i = 0; i < 20; ++i) {
        for (std::size_t j = 0; j < 20; ++j) {
            if (j / 5 > i / 5 && next() % 3 == 0) parts.links.push_back({i, j, static_cast<double>(next() % 20)});
        }
    }
    const auto network = parts.network();
    const auto one = interdiction(network, single_nodes(network), 1).value();
    CHECK(one.flow == c.one);
    CHECK(one.chosen == c.single);
    const auto two = interdiction(network, single_nodes(network), 2).value();
    CHECK(two.flow == c.two);
    CHECK(two.chosen == c.pair);
    const auto groups = interdiction(network, whole_groups(network), 2).value();
    CHECK(groups.flow == c.groups);
    CHECK(groups.chosen == c.group_pair);
}

TEST_CASE("interdiction finds the worst set of all", "[kernels][networks]")
{
    CHECK(rc::check("as trying every one does", [] {
        const auto network = some_parts(9).network();
        const auto removals = *rc::gen::arbitrary<bool>() ? single_nodes(network) : whole_groups(network);
        const auto together = *rc::gen::inRange<std::size_t>(1, std::min<std::size_t>(removals.size(), 4) + 1);
        const auto expected = tried_one_by_one(network, removals, together);
        const auto found = interdiction(network, removals, together, {.threads = 2}).value();
        RC_ASSERT(found.flow == expected.flow);
        RC_ASSERT(found.chosen == expected.chosen);
        RC_ASSERT(found.resilience == expected.resilience);
    }));
}

TEST_CASE("pairs are symmetric and begin with singles", "[kernels][networks]")
{
    CHECK(rc::check("and equal a flow without both", [] {
        const auto parts = some_parts(9);
        const auto network = parts.network();
        const auto singles = single_nodes(network);
        const RemovalRun run{.already = testing::some_nodes(parts)};
        const auto pairs = flows_without_pairs(network, singles, run).value();
        const auto alone = flows_without(network, singles, run).value();
        for (std::size_t i = 0; i < singles.size(); ++i) {
            RC_ASSERT(pairs(static_cast<Index>(i), static_cast<Index>(i)) == alone[i]);
            for (std::size_t j = 0; j < singles.size(); ++j) {
                auto both = run.already;
                both.insert(both.end(), {i, j});
                const double pair = pairs(static_cast<Index>(i), static_cast<Index>(j));
                RC_ASSERT(pair == max_flow(network, both).value().flow);
            }
        }
    }));
}

TEST_CASE("results are the same for any number of threads", "[kernels][networks]")
{
    CHECK(rc::check("flows, pairs and the worst", [] {
        const auto network = some_parts(40, 0.7).network();
        const auto singles = single_nodes(network);
        const RemovalRun three{.threads = 3};
        RC_ASSERT(flows_without(network, singles).value() == flows_without(network, singles, three).value());
        RC_ASSERT(flows_without_pairs(network, singles).value() ==
                  flows_without_pairs(network, singles, three).value());
        const auto one = interdiction(network, singles, 2).value();
        const auto other = interdiction(network, singles, 2, three).value();
        RC_ASSERT(one.flow == other.flow && one.chosen == other.chosen);
    }));
}

TEST_CASE("removals that cannot be are errors", "[kernels][networks]")
{
    const auto network = MagnetChain{}.network();
    const std::vector<Removal> unknown{{14}};
    const auto singles = single_nodes(network);
    CHECK(flows_without(network, unknown).error().code == Errc::bad_value);
    CHECK(flows_without(network, singles, {.already = {14}}).error().code == Errc::bad_value);
    CHECK(flows_without(network, {}).value().empty());
    CHECK(flows_without_pairs(network, {}).error().code == Errc::no_data);
    CHECK(flows_without_pairs(network, unknown).error().code == Errc::bad_value);
    CHECK(flows_without_pairs(network, std::vector<Removal>(2'001)).error().code == Errc::bad_value);
    CHECK(interdiction(network, singles, 0).error().code == Errc::bad_value);
    CHECK(interdiction(network, singles, 15).error().code == Errc::no_data);
    CHECK(interdiction(network, unknown, 1).error().code == Errc::bad_value);
    CHECK(interdiction(network, std::vector<Removal>(500), 4).error().code == Errc::bad_value);
    CHECK(interdiction(network, std::vector<Removal>(3), 3).value().flow == 20.0);
}
