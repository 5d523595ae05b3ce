#include "tests/kernels/events/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of events", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_events, 40'000));
}
