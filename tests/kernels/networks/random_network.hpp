#pragma once

#include "indicators/kernels/networks/supply_network.hpp"

#include <rapidcheck.h>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace entangled::testing {

struct Parts {
    std::vector<kernels::SupplyNode> nodes;
    std::vector<kernels::SupplyLink> links;

    [[nodiscard]] kernels::SupplyNetwork network() const { return kernels::SupplyNetwork::make(nodes, links).value(); }

    /// The same without capacity at some nodes.
    [[nodiscard]] Parts without(const std::vector<std::size_t>& removed) const
    {
        Parts parts = *this;
        for (const std::size_t node : removed) parts.nodes[node].capacity = 0.0;
        return parts;
    }
};

/// Any network of up to `most_nodes` nodes: links skip stages, capacities repeat and vanish, and are no whole numbers
/// if `unit` is none.
inline Parts some_parts(int most_nodes, double unit = 1.0)
{
    Parts parts;
    const int size = *rc::gen::inRange(2, most_nodes + 1);
    const int stages = *rc::gen::inRange(2, 6);
    for (int i = 0; i < size; ++i) {
        const int stage = i < 2 ? i * (stages - 1) : *rc::gen::inRange(0, stages);
        const int capacity = *rc::gen::inRange(0, 12) + (i == 1 ? 1 : 0);
        parts.nodes.push_back(
            {static_cast<std::size_t>(stage), *rc::gen::inRange<std::uint32_t>(0, 5), capacity * unit});
    }
    for (std::size_t from = 0; from < parts.nodes.size(); ++from) {
        for (std::size_t to = 0; to < parts.nodes.size(); ++to) {
            if (parts.nodes[from].stage >= parts.nodes[to].stage || *rc::gen::inRange(0, 3) == 0) continue;
            parts.links.push_back({from, to, *rc::gen::inRange(0, 9) * unit});
        }
    }
    return parts;
}

/// Some nodes, repeats included.
inline std::vector<std::size_t> some_nodes(const Parts& parts)
{
    std::vector<std::size_t> nodes;
    const auto count = *rc::gen::inRange<std::size_t>(0, 4);
    for (std::size_t i = 0; i < count; ++i) nodes.push_back(*rc::gen::inRange<std::size_t>(0, parts.nodes.size()));
    return nodes;
}

}  // namespace entangled::testing
