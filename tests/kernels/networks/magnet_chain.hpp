#pragma once

#include "indicators/kernels/networks/supply_network.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace entangled::testing {

/// A toy chain of rare-earth magnets, in kt: mines m, separation s, alloys a, magnets g, and the demand of one bloc.
struct MagnetChain {
    enum Country : std::uint32_t { us, au, cn, my, jp, eu, bloc };

    std::vector<std::string> names;
    std::vector<kernels::SupplyNode> nodes;
    std::vector<kernels::SupplyLink> links;

    MagnetChain()
    {
        add("mUS", 0, us, 13), add("mAU", 0, au, 8), add("mCN", 0, cn, 70);
        add("sUS", 1, us, 4), add("sMY", 1, my, 8), add("sCN", 1, cn, 88);
        add("aJP", 2, jp, 6), add("aUS", 2, us, 1), add("aCN", 2, cn, 90);
        add("gJP", 3, jp, 7), add("gUS", 3, us, 1), add("gEU", 3, eu, 1), add("gCN", 3, cn, 90);
        add("bloc", 4, bloc, 20);
        link("mUS", "sUS", 4), link("mUS", "sCN", 9), link("mAU", "sMY", 8), link("mCN", "sCN", 70);
        link("sUS", "aUS", 4), link("sUS", "aJP", 4), link("sMY", "aJP", 8), link("sMY", "aUS", 2);
        link("sCN", "aCN", 90), link("sCN", "aJP", 5), link("aJP", "gJP", 6), link("aUS", "gUS", 1);
        link("aUS", "gEU", 1), link("aCN", "gCN", 90), link("aCN", "gEU", 3), link("aCN", "gJP", 3);
        link("gJP", "bloc", 7), link("gUS", "bloc", 1), link("gEU", "bloc", 1), link("gCN", "bloc", 20);
    }

    [[nodiscard]] std::size_t at(const std::string& name) const
    {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] == name) return i;
        }
        return names.size();
    }

    [[nodiscard]] kernels::SupplyNetwork network() const { return kernels::SupplyNetwork::make(nodes, links).value(); }

  private:
    void add(const char* name, std::size_t stage, std::uint32_t country, double capacity)
    {
        names.emplace_back(name);
        nodes.push_back({stage, country, capacity});
    }
    void link(const char* from, const char* to, double capacity) { links.push_back({at(from), at(to), capacity}); }
};

}  // namespace entangled::testing
