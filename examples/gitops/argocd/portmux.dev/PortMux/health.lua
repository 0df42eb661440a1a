-- Health of a PortMux for Argo CD: the judgement that kstatus makes of the same object, and Suspended while it is paused.
local annotations = obj.metadata.annotations
if annotations ~= nil and annotations["portmux.dev/paused"] == "true" then
  return { status = "Suspended", message = "Paused by the annotation portmux.dev/paused" }
end

local waiting = { status = "Progressing", message = "Waiting for the operator" }
if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return waiting
end

local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end

-- A refused spec does not heal by waiting. The routes that worked before go on working.
local accepted = conditions["Accepted"]
if accepted ~= nil and accepted.status == "False" then
  return { status = "Degraded", message = accepted.reason .. ": " .. accepted.message }
end
local ready = conditions["Ready"]
if ready == nil or ready.status == "Unknown" then
  return waiting
end
if ready.status == "True" then
  return { status = "Healthy", message = ready.message }
end
return { status = "Progressing", message = ready.reason .. ": " .. ready.message }
