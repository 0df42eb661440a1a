{{- define "portmux.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" }}
{{- end }}

{{- define "portmux.fullname" -}}
{{- $name := include "portmux.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "portmux.selector" -}}
app.kubernetes.io/name: {{ include "portmux.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end }}

{{- /* The pods that the operator makes for PortMux objects. */ -}}
{{- define "portmux.sidecars" -}}
app.kubernetes.io/name: portmux
app.kubernetes.io/managed-by: portmux-operator
{{- end }}

{{- define "portmux.labels" -}}
{{ include "portmux.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: portmux
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "portmux.serviceAccount" -}}
{{- default (ternary (include "portmux.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name }}
{{- end }}

{{- /* An image as one string. Takes (dict "image" values "root" $). */ -}}
{{- define "portmux.image" -}}
{{- $name := list (trimSuffix "/" .root.Values.registry) .image.repository | compact | join "/" }}
{{- if .image.digest }}
{{- printf "%s@%s" $name .image.digest }}
{{- else }}
{{- printf "%s:%s" $name (default .root.Chart.AppVersion .image.tag) }}
{{- end }}
{{- end }}

{{- /* The names of the Secrets, separated by commas. */ -}}
{{- define "portmux.pullSecrets" -}}
{{- range $i, $secret := .Values.imagePullSecrets }}{{ if $i }},{{ end }}{{ $secret.name }}{{ end }}
{{- end }}

{{- /* Not empty if PortMux objects in the release's namespace are served. */ -}}
{{- define "portmux.servesItself" -}}
{{- if or (not .Values.watchNamespaces) (has .Release.Namespace .Values.watchNamespaces) }}yes{{ end }}
{{- end }}
