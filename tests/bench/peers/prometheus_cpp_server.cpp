#include <prometheus/exposer.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

// The gauges of gauge_families.cpp, served by prometheus-cpp's exposer or written by its serializer:
//   prometheus_cpp_server serve|write SERIES

namespace {

constexpr std::int64_t family_count = 20;

void fill(prometheus::Registry& registry, std::int64_t series)
{
    for (std::int64_t family = 0; family < family_count; ++family) {
        char name[40];
        std::snprintf(name, sizeof name, "entangled_kind_%02d_ratio", static_cast<int>(family));
        auto& gauges = prometheus::BuildGauge()
                           .Name(name)
                           .Help("A ratio from 0 to 1 for the measurement of the writer.")
                           .Register(registry);
        for (std::int64_t row = 0; row < series / family_count; ++row) {
            char reading[40];
            std::snprintf(reading, sizeof reading, "reading_%06d", static_cast<int>(row));
            const auto place = static_cast<std::uint64_t>(row * family_count + family + 1);
            gauges.Add({{"reading", reading}, {"good", "neodymium_magnets"}, {"supplier", "CN"}})
                .Set(static_cast<double>((place * 0x9E3779B97F4A7C15U) >> 11U) * 0x1p-53);
        }
    }
}

int write(const prometheus::Registry& registry, std::int64_t series)
{
    const auto repeats = static_cast<std::size_t>(std::max<std::int64_t>(7, 50'000 / series));
    const prometheus::TextSerializer serializer;
    std::vector<double> seconds;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < repeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        bytes = serializer.Serialize(registry.Collect()).size();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    std::printf("{\"seconds\": %.9f, \"bytes\": %zu}\n", seconds[repeats / 2], bytes);
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 3) return 2;
    const auto registry = std::make_shared<prometheus::Registry>();
    const std::int64_t series = std::strtoll(argv[2], nullptr, 10);
    fill(*registry, series);
    if (std::strcmp(argv[1], "write") == 0) return write(*registry, series);
    prometheus::Exposer exposer{"127.0.0.1:0", 1};
    exposer.RegisterCollectable(registry);
    std::printf("listening 127.0.0.1:%d\n", exposer.GetListeningPorts().front());
    std::fflush(stdout);
    pause();
    return 0;
}
