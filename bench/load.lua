-- What wrk sends: the lines of the file named after --, METHOD <tab> PATH <tab> TOKEN <tab> BODY, over and over; each thread
-- begins elsewhere. Prints what came of it as one line of JSON.
local lines, formatted, at, key = {}, {}, 0, 0
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  for line in io.lines(args[1]) do
    local method, path, token, body = line:match("^(.-)\t(.-)\t(.-)\t(.*)$")
    lines[#lines + 1] = { method = method, path = path, token = token, body = body }
  end
  at = math.floor(#lines / 3) * number
  math.randomseed(os.time() * 64 + number)
  key = math.random(1, 1e9)
end

function request()
  at = at % #lines + 1
  local line = lines[at]
  if line.method == "POST" then
    key = key + 1
    return wrk.format("POST", line.path, { Authorization = "Bearer " .. line.token, ["Content-Type"] = "application/json",
      ["Idempotency-Key"] = number .. "-" .. key }, line.body)
  end
  if not formatted[at] then
    formatted[at] = wrk.format(line.method, line.path, { Authorization = "Bearer " .. line.token })
  end
  return formatted[at]
end

function done(summary, latency)
  local e = summary.errors
  print(string.format('{"requests":%d,"us":%d,"errors":%d,"p50":%d,"p99":%d}', summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
end
