// What bench_flow runs, with LEMON's preflow-push: every country removed from every network of a file, each flow anew.
// c++ -std=c++20 -O3 lemon_flow.cpp -llemon

#include <lemon/preflow.h>
#include <lemon/smart_graph.h>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <thread>
#include <vector>

namespace {

constexpr int countries = 60;

struct Node {
    int stage;
    int country;
    int capacity;
};
struct Link {
    std::size_t from;
    std::size_t to;
    int capacity;
};
struct Good {
    std::vector<Node> nodes;
    std::vector<Link> links;
};

std::vector<Good> read(const char* path)
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
        for (auto& node : good.nodes) file >> node.stage >> node.country >> node.capacity;
        for (auto& link : good.links) file >> link.from >> link.to >> link.capacity;
    }
    return goods;
}

using Graph = lemon::SmartDigraph;

/// Nodes are split only where a chain passes through them, as in the program beside this one.
struct Problem {
    Graph graph;
    Graph::ArcMap<int> capacity{graph};
    Graph::Node source{graph.addNode()};
    Graph::Node sink{graph.addNode()};
    struct Arc {
        Graph::Arc arc;
        int capacity;
        int seller;
        int buyer;
    };
    std::vector<Arc> arcs;

    explicit Problem(const Good& good)
    {
        const int last = good.nodes.back().stage;
        std::vector<Graph::Node> in;
        std::vector<Graph::Node> out;
        for (const Node& node : good.nodes) {
            in.push_back(node.stage == 0 ? source : graph.addNode());
            out.push_back(node.stage == last ? sink : graph.addNode());
            arcs.push_back({graph.addArc(in.back(), out.back()), node.capacity, node.country, node.country});
        }
        for (const Link& link : good.links) {
            const int seller = good.nodes[link.from].country;
            const int buyer = good.nodes[link.to].country;
            arcs.push_back({graph.addArc(out[link.from], in[link.to]), link.capacity, seller, buyer});
        }
    }

    void remove(int country)
    {
        for (const Arc& arc : arcs) {
            capacity[arc.arc] = arc.seller == country || arc.buyer == country ? 0 : arc.capacity;
        }
    }
};

long shortfall(const Good& good)
{
    Problem problem{good};
    lemon::Preflow<Graph> preflow{problem.graph, problem.capacity, problem.source, problem.sink};
    problem.remove(-1);
    preflow.runMinCut();
    const long base = preflow.flowValue();
    long lost = 0;
    for (int country = 0; country < countries; ++country) {
        problem.remove(country);
        preflow.runMinCut();
        lost += base - preflow.flowValue();
    }
    return lost;
}

}  // namespace

int main(int count, char** words)
{
    if (count != 3) return 2;
    const auto goods = read(words[1]);
    std::vector<long> lost(goods.size());
    const auto begin = std::chrono::steady_clock::now();
    {
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            for (std::size_t g = next++; g < goods.size(); g = next++) lost[g] = shortfall(goods[g]);
        };
        std::vector<std::jthread> others;
        for (int i = 1; i < std::atoi(words[2]); ++i) others.emplace_back(work);
        work();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::printf("{\"seconds\": %.6f, \"flows\": %zu, \"shortfall\": %ld, \"first\": %ld}\n", took.count(),
                goods.size() * (countries + 1), std::accumulate(lost.begin(), lost.end(), 0L), lost.front());
    return 0;
}
