/** Her files, in the dialogs of the system. */
export const history = {
  'history.report': 'Guardar informe',
  'history.report.file': 'disponibilidad-{server:text}',
  'history.export': 'Exportar el historial',
  'history.import': 'Importar un historial',
  'data.copy': 'Guardar una copia de Vigía',
  'data.copy.file': 'vigia-copia',
  'data.restore': 'Elegir una copia de Vigía',
  'data.servers': 'Servidores de Vigía',
  'data.servers.file': 'vigia-servidores',
} as const;
