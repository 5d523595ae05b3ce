#include "daemon/process/log.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <memory>

namespace entangled {
namespace {

// The message is the only free text of a line; it is escaped, so that a line stays one object.
class JsonText final : public spdlog::custom_flag_formatter {
  public:
    void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override
    {
        const std::string text =
            boost::json::serialize(boost::json::string_view(message.payload.data(), message.payload.size()));
        out.append(text.data(), text.data() + text.size());
    }
    [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<JsonText>(); }
};

}  // namespace

void start_log(const std::string& level, const std::string& format)
{
    auto logger = std::make_shared<spdlog::logger>("entangled", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc, "\n");
    if (format == "json") {
        formatter->add_flag<JsonText>('*').set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%*})");
    } else {
        formatter->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v");
    }
    logger->set_formatter(std::move(formatter));
    logger->set_level(spdlog::level::from_str(level));
    logger->flush_on(spdlog::level::trace);
    spdlog::set_default_logger(std::move(logger));
}

void write_log(std::span<const LogLine> lines)
{
    for (const auto& line : lines) {
        switch (line.level) {
            case LogLevel::info: spdlog::info("{}", line.text); break;
            case LogLevel::warning: spdlog::warn("{}", line.text); break;
            case LogLevel::error: spdlog::error("{}", line.text); break;
        }
    }
}

}  // namespace entangled
