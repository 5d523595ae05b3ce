#include "indicators/kernels/numbers/blocks.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

using namespace entangled::kernels;

TEST_CASE("every block is worked once, whatever the number of threads", "[blocks]")
{
    const auto threads = GENERATE(0U, 1U, 2U, 5U);
    const auto blocks = GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{100});
    CAPTURE(threads, blocks);
    std::vector<int> calls(blocks, 0);
    for_each_block(blocks, threads, [&](std::size_t block) { ++calls[block]; });
    CHECK(calls == std::vector<int>(blocks, 1));
}

TEST_CASE("an exception of a block reaches the caller", "[blocks]")
{
    const auto threads = GENERATE(1U, 2U);
    const auto work = [](std::size_t block) {
        if (block == 7) throw std::runtime_error{"seven"};
    };
    CHECK_THROWS_WITH(for_each_block(50, threads, work), "seven");
}
